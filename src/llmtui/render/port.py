"""The port at which the ranks of a job meet."""

from typing import Final

#: 20000 to 31999: above the ports of services, below those that Linux gives to outgoing connections by default, from
#: 32768 on (net.ipv4.ip_local_port_range). Jobs on one node collide only if their ids differ by a multiple of 12000.
MASTER_PORT: Final = "$((20000 + SLURM_JOB_ID % 12000))"
