using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace GenerativeVI.Tensors;

/// <summary>Lets the MKL inside libtorch use its AVX-512 kernels on processors of AMD that have AVX-512.</summary>
/// <remarks>
/// MKL chooses by the processor's features only where its function <c>mkl_serv_intel_cpu_true</c> says that Intel made
/// it; elsewhere it takes kernels for AVX2. On a Zen 5 core, products of float32 then run at 89 GFLOP/s of the 193 that
/// the AVX-512 kernels reach. The function is exported by <c>libtorch_cpu.so</c>, so that a program may bring its own
/// (an LD_PRELOAD does so), and keeps its answer in a variable that is −1 until MKL first asks. This class writes the
/// answer 1 there, beforehand, into this process alone. It does so only where the function's code is what it knows and
/// where .NET too finds every AVX-512 feature that those kernels use, the system's support of their registers included;
/// MKL still looks at the features itself.
/// </remarks>
internal static unsafe class MklKernels
{
    // mov eax, [rip + answer]; test eax, eax; js ask; ret
    private static ReadOnlySpan<byte> Before => [0x8b, 0x05];
    private static ReadOnlySpan<byte> After => [0x85, 0xc0, 0x78, 0x01, 0xc3];

    private const int NotYetAsked = -1, Yes = 1;

    /// <summary>Whether the kernels are to be had here: an AMD processor with AVX-512, under 64-bit Linux.</summary>
    public static bool AreForThisProcessor =>
        OperatingSystem.IsLinux() && X86Base.X64.IsSupported && Vendor() == "AuthenticAMD"
        && Avx512F.IsSupported && Avx512BW.VL.IsSupported && Avx512CD.VL.IsSupported && Avx512DQ.VL.IsSupported;

    /// <summary>Lets MKL use them from its first operation on.</summary>
    /// <param name="torch">The loaded <c>libtorch_cpu.so</c>, on a processor that has them.</param>
    /// <returns>Whether it does: not where another libtorch's code is unknown, or where MKL has chosen already.</returns>
    public static bool Take(nint torch)
    {
        if (!NativeLibrary.TryGetExport(torch, "mkl_serv_intel_cpu_true", out var function)) return false;
        var code = (byte*)function;
        var (displacement, end) = (Before.Length, Before.Length + sizeof(int));
        if (!new ReadOnlySpan<byte>(code, Before.Length).SequenceEqual(Before)
            || !new ReadOnlySpan<byte>(code + end, After.Length).SequenceEqual(After))
        {
            return false;
        }
        var answer = (int*)(code + end + *(int*)(code + displacement));
        return Interlocked.CompareExchange(ref *answer, Yes, NotYetAsked) is NotYetAsked or Yes;
    }

    private static string Vendor()
    {
        var (_, b, c, d) = X86Base.CpuId(0, 0);
        return Encoding.ASCII.GetString(MemoryMarshal.AsBytes<int>([b, d, c]));
    }
}
