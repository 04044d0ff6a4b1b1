"""A bare QMainWindow with one line edit: when it is painted, when it takes a key, what it weighs."""

from bench.probes.watching import Watch, finish, main_window_shown

from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow  # isort: skip

app = QApplication([])
watch = Watch(app)
window = QMainWindow()
line = QLineEdit()
window.setCentralWidget(line)
window.resize(1280, 800)
watch.of(window)
window.show()
main_window_shown(app, watch, lambda: line)
finish(watch)
