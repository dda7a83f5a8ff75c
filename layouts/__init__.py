"""What is on the screen. Pure: answer in, components or figure dict out. No SQL, no I/O, no clock."""
