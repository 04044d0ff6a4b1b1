"""As `sandbox_alone`, with so many orders in the books already (`pending_orders.number_of` names them)."""

import sys
import time

from bench.probes.pending_orders import DATE, SEGMENT, number_of
from realme_desktop.sandbox.ledger import Recorded, seq_id_of
from realme_desktop.sandbox.server import Sandbox

with Sandbox(settle_s=0.05, rate=None) as sandbox:
    for place in range(int(sys.argv[1])):
        order_id = number_of(place)
        sandbox._ledger.record(
            Recorded(
                order_id=order_id,
                order_date=DATE,
                segment=SEGMENT,
                seq_id=seq_id_of(DATE, order_id),
                ready_at=time.time(),
                fields={"resp_code": "00", "resp_info": "认证成功", "mp_ssim": "88.5"},
            )
        )
    print(sandbox.base, flush=True)
    sys.stdin.read()
