"""What the operating system knows about this process, and the allocator settings that speed training up on glibc."""
import ctypes
import os
import resource
import sys
import time

# malloc.h: the parameters of mallopt.
M_TRIM_THRESHOLD, M_TOP_PAD, M_MMAP_THRESHOLD = -1, -2, -3
MEGABYTE = 1 << 20


def tune_malloc():
    """Keep freed memory in the process. Must run before torch is loaded; the same values as ProcessTuning.Apply."""
    mallopt = ctypes.CDLL(None).mallopt
    for parameter, value in ((M_MMAP_THRESHOLD, 32 * MEGABYTE), (M_TRIM_THRESHOLD, 2**31 - 1), (M_TOP_PAD, 64 * MEGABYTE)):
        if mallopt(parameter, value) != 1:
            raise OSError(f"mallopt({parameter}, {value}) was refused")


def tune_malloc_if_asked():
    if "--malloc-tuned" in sys.argv:
        tune_malloc()


def measured(step, args):
    """Takes the first step, warms up, then times: the same keys as GenerativeVI.Benchmarks prints. Of args: warm_up, steps, batch."""
    import torch
    step()
    first = seconds_since_start()
    for _ in range(args.warm_up):
        step()
    wall, cpu = time.perf_counter(), cpu_seconds()
    for _ in range(args.steps):
        step()
    wall, cpu = time.perf_counter() - wall, cpu_seconds() - cpu
    images = args.steps * args.batch
    return {"images_per_s": images / wall, "images_per_cpu_s": images / cpu, "wall_s": wall, "cpu_s": cpu, "peak_rss_mb": peak_rss_mb(),
            "start_to_first_step_s": first, "torch": torch.__version__, "blas": loaded_blas()}


def seconds_since_start():
    """Wall-clock seconds since the kernel started this process (to one clock tick, 10 ms)."""
    with open("/proc/self/stat") as stat, open("/proc/uptime") as uptime:
        started = int(stat.read().rpartition(")")[2].split()[19]) / os.sysconf("SC_CLK_TCK")
        return float(uptime.read().split()[0]) - started


def cpu_seconds():
    """User and system seconds of all threads."""
    times = os.times()
    return times.user + times.system


def peak_rss_mb():
    """The largest resident size so far, in MB of 2**20 bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def loaded_blas():
    """The files of the BLAS this process has loaded, or 'built in' where it comes with torch."""
    with open("/proc/self/maps") as maps:
        files = {line.split()[-1] for line in maps if "blas" in line.rpartition("/")[2]}
    return ", ".join(sorted(os.path.basename(os.path.realpath(file)) for file in files)) or "built in"
