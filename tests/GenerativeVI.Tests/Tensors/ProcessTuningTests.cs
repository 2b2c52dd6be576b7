using System.Globalization;
using System.Runtime.InteropServices;
using GenerativeVI.Tensors;

namespace GenerativeVI.Tests.Tensors;

public sealed class ProcessTuningTests
{
    [Fact]
    public void Apply_SetsTorchsThreadsAndSaysSo()
    {
        var before = torch.get_num_threads();
        try
        {
            Assert.Contains("torch threads = 2", ProcessTuning.Apply(2));
            Assert.Equal(2, torch.get_num_threads());
        }
        finally
        {
            torch.set_num_threads(before);
        }
    }

    [Fact]
    public void NegativeThreads_AreRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => ProcessTuning.Apply(-1));

    [Fact]
    public void FreedMemory_ComesBackWithoutFreshPages()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out _), "the allocator is glibc's");
        ProcessTuning.Apply(torch.get_num_threads());
        const int size = 16 << 20;
        long Touch()
        {
            var before = PageFaults();
            var memory = Marshal.AllocHGlobal(size);
            for (var page = 0; page < size; page += 4096) Marshal.WriteByte(memory, page, 1);
            Marshal.FreeHGlobal(memory);
            return PageFaults() - before;
        }
        Touch();
        // 16 MB are 4096 pages; a tenth leaves room for what other tests do meanwhile.
        Assert.InRange(Enumerable.Range(0, 5).Min(_ => Touch()), 0, 400);
    }

    [Fact]
    public void Variables_OfTheUserWin()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out _), "the environment is glibc's");
        ProcessTuning.Apply(torch.get_num_threads());
        var users = Environment.GetEnvironmentVariable("OMP_WAIT_POLICY");
        Assert.Equal(users, Marshal.PtrToStringUTF8(GetVariable("OMP_WAIT_POLICY")));
        if (users is null) Assert.Equal(Environment.GetEnvironmentVariable("GOMP_SPINCOUNT") ?? "1000", Marshal.PtrToStringUTF8(GetVariable("GOMP_SPINCOUNT")));
        // Both are set by now, so a second call has nothing to say about them.
        Assert.DoesNotContain(ProcessTuning.Apply(torch.get_num_threads()), done => done.Contains("GOMP_SPINCOUNT", StringComparison.Ordinal));
    }

    private static long PageFaults()
    {
        var fields = File.ReadAllText("/proc/self/stat").Split(") ")[^1].Split(' ');
        return long.Parse(fields[7], CultureInfo.InvariantCulture);
    }

    [DllImport("libc.so.6", EntryPoint = "getenv")]
    private static extern nint GetVariable([MarshalAs(UnmanagedType.LPUTF8Str)] string name);
}
