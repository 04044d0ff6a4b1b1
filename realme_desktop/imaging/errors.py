"""What can be wrong with a picture or a file, in words. Light: the window may import it."""

from __future__ import annotations

from realme_desktop.catalog.text import Text

__all__ = ["Cancelled", "PictureError"]


class PictureError(Exception):
    """The file can't be used. `words` tell the operator why and what to do; nothing was sent.

    `code` is a short name for logs and tests: empty, missing, forbidden, not_a_file, loop, changing,
    unreadable, too_big, pdf, heic, avif, program, document, unknown, damaged, bomb, memory, too_large,
    heavy_format, no_page, two_cards.
    """

    def __init__(self, code: str, detail: str = "", **values: object) -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.words: Text = _WORDS[code].format(**values)


class Cancelled(Exception):
    """Nobody wants the outcome any more: the operator chose another picture, or left."""


_WORDS: dict[str, Text] = {
    "empty": Text(
        "文件是空的（0 字节），没有使用。请重新选择或重新导出这张图片。",
        "The file is empty (0 bytes) and was not used. Choose another one, or export the picture again.",
    ),
    "missing": Text(
        "找不到这个文件，可能已被移动或删除。请重新选择。",
        "The file can't be found; it may have been moved or deleted. Choose it again.",
    ),
    "forbidden": Text(
        "没有权限读取这个文件。请复制到自己的文件夹后再选择。",
        "You may not read this file. Copy it to a folder of your own and choose it there.",
    ),
    "not_a_file": Text(
        "选中的不是文件（例如是文件夹）。请选择一个图片文件。",
        "What was chosen is not a file (a folder, for example). Choose a picture file.",
    ),
    "loop": Text(
        "这个链接绕回了自己，找不到真正的文件，没有使用。请选择原来的图片文件。",
        "This link leads back to itself, so there is no file behind it; nothing was used. Choose the picture "
        "itself.",
    ),
    "changing": Text(
        "文件在读取时还在变化（可能正在扫描、下载或同步），没有使用。请等它写完后再选择。",
        "The file was still changing while it was read (being scanned, downloaded or synchronised); it was "
        "not used. Wait until it is complete and choose it again.",
    ),
    "unreadable": Text(
        "读取文件时磁盘或网络出错，没有使用。请检查磁盘或网络盘的连接后再试。",
        "The disk or the network reported an error while the file was read; it was not used. Check the "
        "connection "
        "and try again.",
    ),
    "too_big": Text(
        "文件有 {size_mb} MB，超过 {most_mb} MB 的上限，没有使用。请选择更小的文件。",
        "The file has {size_mb} MB, more than the {most_mb} MB that can be taken; it was not used. "
        "Choose a smaller "
        "one.",
    ),
    "pdf": Text(
        "这是 PDF 文件，不是图片，没有使用。请把需要的那一页截图或导出为 JPEG 后再选择。",
        "This is a PDF document, not a picture; it was not used. Take a screenshot of the page, or "
        "export it as JPEG, "
        "and choose that.",
    ),
    "heic": Text(
        "这是 HEIC 照片（iPhone 常用），本程序没有安装读取它的组件，没有使用。"
        "请在手机上改存为 JPEG，或请管理员安装 heic 组件。",
        "This is a HEIC photo (usual on iPhones), and the part that reads them is not installed; it was "
        "not used. "
        "Save it as JPEG on the phone, or ask your administrator for the heic extra.",
    ),
    "avif": Text(
        "这是 AVIF 图片，本程序读不了，没有使用。请改存为 JPEG 或 PNG 后再选择。",
        "This is an AVIF picture, which can't be read here; it was not used. Save it as JPEG or PNG and "
        "choose that.",
    ),
    "program": Text(
        "这是一个程序文件，不是图片，没有使用。请确认文件来源，并选择正确的图片。",
        "This is a program, not a picture; it was not used. Be careful where it came from, and choose "
        "the right "
        "picture.",
    ),
    "document": Text(
        "这是压缩包或办公文档，不是图片，没有使用。请把其中的图片另存为 JPEG 或 PNG 后再选择。",
        "This is an archive or an office document, not a picture; it was not used. Save the picture "
        "inside it as "
        "JPEG or PNG and choose that.",
    ),
    "unknown": Text(
        "认不出这个文件是什么图片，没有使用。可用的格式：JPEG、PNG、BMP、WebP、TIFF、GIF、HEIC。",
        "This is not a picture that can be recognised; it was not used. Formats that can be read: JPEG, "
        "PNG, BMP, WebP, TIFF, GIF, HEIC.",
    ),
    "damaged": Text(
        "图片不完整或已损坏，没有使用。请重新拍摄、重新下载或重新导出。",
        "The picture is incomplete or damaged and was not used. Take, download or export it again.",
    ),
    "bomb": Text(
        "图片有 {width} × {height} 像素，超过 {most} 百万像素的上限，没有使用。请先缩小再选择。",
        "The picture has {width} × {height} pixels, more than the {most} megapixels that can be taken; "
        "it was not "
        "used. Make it smaller first.",
    ),
    "heavy_format": Text(
        "图片有 {width} × {height} 像素。解码 {kind} 特别占内存，上限是 {most} 百万像素，所以没有使用。"
        "请先缩小，或另存为 JPEG 再选择。",
        "The picture has {width} × {height} pixels. Reading {kind} takes much memory, so at most {most} "
        "megapixels can be taken; it was not used. Make it smaller first, or save it as JPEG.",
    ),
    "memory": Text(
        "内存不足，无法打开这张图片，没有使用。请关闭其他程序，或先缩小图片再选择。",
        "There is not enough memory to open this picture; it was not used. Close other programs, or make the "
        "picture smaller first.",
    ),
    "no_page": Text(
        "文件没有第 {page} 页，没有使用。请重新选择页码。",
        "The file has no page {page}; it was not used. Choose another page.",
    ),
    "two_cards": Text(
        "没有在这一页上找到两张证件，原图没有改变。请用“裁剪”分别取正面和背面。",
        "No two cards were found on this page; nothing was changed. Cut out the front and the back with "
        "Crop.",
    ),
    "too_large": Text(
        "图片处理后仍有 {size_kb} KB，超过 {most_kb} KB 的上限，没有使用。请裁剪或缩小后再选择。",
        "Even after preparation the picture has {size_kb} KB, more than the {most_kb} KB that may be "
        "sent; it was not "
        "used. Crop it or make it smaller.",
    ),
}
