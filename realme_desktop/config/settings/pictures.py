"""What happens to pictures before they are sent."""

from __future__ import annotations

from realme_desktop.catalog.pictures import PICTURE_LIMITS
from realme_desktop.catalog.text import Text

from .declaration import Setting

__all__ = ["SETTINGS"]

SETTINGS: tuple[Setting, ...] = (
    Setting(
        key="picture.budget_kb",
        type="int",
        default=1024,
        group="pictures",
        label=Text("图片大小目标", "Size to aim for"),
        help=Text(
            "图片转换后的大小（BASE64）不超过此值；达不到时给出提示。",
            "A picture is converted to at most this size (as BASE64); you are warned when that fails.",
        ),
        minimum=64,
        maximum=8192,
        unit="KB",
    ),
    Setting(
        key="picture.refuse_kb",
        type="int",
        default=3072,
        group="pictures",
        label=Text("图片大小上限", "Largest size"),
        help=Text(
            "转换后仍超过此值（BASE64）的图片不发送。",
            "A picture still larger than this (as BASE64) after conversion is not sent.",
        ),
        minimum=64,
        maximum=16384,
        unit="KB",
    ),
    Setting(
        key="picture.document_side",
        type="int",
        default=PICTURE_LIMITS["document"].max_side,
        group="pictures",
        label=Text("证件、执照图片尺寸", "Documents: longest side"),
        help=Text(
            "身份证、营业执照等图片的长边超过此像素数时缩小到此值；从不放大。",
            "Pictures of ID cards and licences with a longer side are scaled down to this; none is enlarged.",
        ),
        minimum=600,
        maximum=6000,
        unit="px",
    ),
    Setting(
        key="picture.face_side",
        type="int",
        default=PICTURE_LIMITS["face"].max_side,
        group="pictures",
        label=Text("人脸图片尺寸", "Faces: longest side"),
        help=Text(
            "人脸图片的长边超过此像素数时缩小到此值；从不放大。",
            "Pictures of faces with a longer side are scaled down to this; none is enlarged.",
        ),
        minimum=600,
        maximum=6000,
        unit="px",
    ),
    Setting(
        key="picture.card_side",
        type="int",
        default=PICTURE_LIMITS["card"].max_side,
        group="pictures",
        label=Text("银行卡图片尺寸", "Bank cards: longest side"),
        help=Text(
            "银行卡图片的长边超过此像素数时缩小到此值；从不放大。",
            "Pictures of bank cards with a longer side are scaled down to this; none is enlarged.",
        ),
        minimum=600,
        maximum=6000,
        unit="px",
    ),
    Setting(
        key="picture.max_megapixels",
        type="int",
        default=100,
        group="pictures",
        label=Text("像素上限", "Most pixels"),
        help=Text(
            "像素数超过此值的图片不打开，以免占满内存：每百万像素最多占用 8.5 MB。",
            "A picture with more pixels than this is not opened, so that it can't fill the memory: each "
            "megapixel takes up to 8.5 MB.",
        ),
        minimum=1,
        maximum=500,
        unit="MP",
    ),
    Setting(
        key="picture.scan_folder",
        type="text",
        folder=True,
        default="",
        group="pictures",
        label=Text("扫描文件夹", "Folder of new scans"),
        help=Text(
            "填写后，此文件夹中新出现的文件会在空的图片字段上提供选用，不会自动填入。留空为不监视。",
            "New files in this folder are offered at an empty picture field; none is taken by itself. Empty: "
            "no folder is watched.",
        ),
    ),
)
