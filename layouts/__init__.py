"""What is on the screen: pure functions, answer in, components or figure dict out. No SQL, no I/O, no clock."""
