"""The filter of system calls for code of lessons, a program for the Linux kernel (classic BPF)."""

from collections.abc import Iterator

type Instruction = tuple[int, int, int, int]

ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
"""As the kernel numbers them."""
NONE = -1
REFUSED = {
    # The network, and what could speak to it or to other processes by another way.
    "socket": (41, 198),
    "socketpair": (53, 199),
    "connect": (42, 203),
    "bind": (49, 200),
    "io_uring_setup": (425, 425),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    # Processes.
    "fork": (57, NONE),
    "vfork": (58, NONE),
    "execve": (59, 221),
    "execveat": (322, 281),
    "kill": (62, 129),
    "tkill": (200, 130),
    "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "pidfd_open": (434, 434),
    "pidfd_getfd": (438, 438),
    "pidfd_send_signal": (424, 424),
    # What Landlock leaves open to owners of files.
    "chmod": (90, NONE),
    "fchmodat": (268, 53),
    "fchmodat2": (452, 452),
    "chown": (92, NONE),
    "lchown": (94, NONE),
    "fchownat": (260, 54),
    "setxattr": (188, 5),
    "lsetxattr": (189, 6),
    "utimensat": (280, 88),
    # What only administrators may do, as whom containers often run.
    "chroot": (161, 51),
    "pivot_root": (155, 41),
    "mount": (165, 40),
    "umount2": (166, 39),
    "unshare": (272, 97),
    "setns": (308, 268),
    "reboot": (169, 142),
    "kexec_load": (246, 104),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "open_by_handle_at": (304, 265),
}
"""By name: their numbers on x86_64 and aarch64."""
CLONE, CLONE3, TGKILL = (56, 220), (435, 435), (234, 131)
A_THREAD = 0x10000
LOAD, EQUAL, AT_LEAST, HAS, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
ALLOW, NOT_PERMITTED, NOT_THERE = 0x7FFF0000, 0x00050001, 0x00050026
NUMBER, ARCHITECTURE, FIRST_ARGUMENT = 0, 4, 16
X32 = 0x40000000


def filter_program(architecture: int, process: int) -> list[Instruction]:
    """The program for a process: an error in place of each refused call."""
    return list(instructions(architecture, process))


def instructions(architecture: int, process: int) -> Iterator[Instruction]:
    """Its instructions; a comparison goes on with the next one, or leaves out so many."""
    which = list(ARCHITECTURES.values()).index(architecture)
    yield (LOAD, 0, 0, ARCHITECTURE)
    yield (EQUAL, 1, 0, architecture)
    yield (RETURN, 0, 0, NOT_PERMITTED)
    yield (LOAD, 0, 0, NUMBER)
    yield (AT_LEAST, 0, 1, X32)
    yield (RETURN, 0, 0, NOT_PERMITTED)
    for numbers in REFUSED.values():
        if numbers[which] != NONE:
            yield (EQUAL, 0, 1, numbers[which])
            yield (RETURN, 0, 0, NOT_PERMITTED)
    yield (EQUAL, 0, 1, CLONE3[which])
    yield (RETURN, 0, 0, NOT_THERE)  # so that the C library asks for threads by clone
    yield (EQUAL, 0, 4, CLONE[which])
    yield (LOAD, 0, 0, FIRST_ARGUMENT)
    yield (HAS, 1, 0, A_THREAD)
    yield (RETURN, 0, 0, NOT_PERMITTED)
    yield (RETURN, 0, 0, ALLOW)
    yield (EQUAL, 0, 3, TGKILL[which])
    yield (LOAD, 0, 0, FIRST_ARGUMENT)
    yield (EQUAL, 1, 0, process)
    yield (RETURN, 0, 0, NOT_PERMITTED)
    yield (RETURN, 0, 0, ALLOW)
