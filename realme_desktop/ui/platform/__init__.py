"""What only one platform offers: that the computer was locked, windows that can't be captured.

Each module is imported on its own platform only. `linux` is run by the tests; `windows` and `macos` are
written after the vendors' documentation and have not been run (docs/security.md says so).
"""
