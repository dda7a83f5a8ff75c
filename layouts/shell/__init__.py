"""What stands around every picture: header, breadcrumb, panel frame, its states, tables and marks."""
