using System.Runtime.InteropServices;

namespace GenerativeVI.Networks;

/// <summary>Keeps torch's own convolution layers, in somebody's network, from reading beyond their channels.</summary>
/// <remarks>
/// What <see cref="PaddedConvolution"/> says of oneDNN holds for them too, and they cannot be padded from outside. So where a
/// network has one whose channels do not fill blocks, libtorch is told to do without oneDNN for the rest of the process: its
/// own convolutions are right, and take two or three times as long.
/// </remarks>
public static class TorchConvolutions
{
    private const long Block = 16;

    /// <summary>Looks at a network's layers, and does what they need. Models, trainers and <see cref="Folded"/> call it for theirs; call it for a network that none of them sees.</summary>
    /// <param name="network">Of any modules; what is no module is passed over.</param>
    /// <returns>Whether a layer needed it, and libtorch could be told.</returns>
    public static bool Guard(object network) =>
        network is nn.Module module && module.modules().Prepend(module).OfType<TorchSharp.Modules.Convolution>().Any(IsUnsafe) && UseOneDnn(false);

    // The sum of the values runs over the one side, that of the gradient in the input over the other.
    private static bool IsUnsafe(TorchSharp.Modules.Convolution layer)
    {
        var (summed, other) = layer.transposed ? (layer.out_channels, layer.in_channels) : (layer.in_channels, layer.out_channels);
        return other % Block != 0 || (summed > Block && summed % Block != 0);
    }

    /// <summary>Tells libtorch whether to use oneDNN, everywhere in the process.</summary>
    /// <param name="use">True, as at the start of a process, or false.</param>
    /// <returns>Whether it could be told.</returns>
    public static bool UseOneDnn(bool use) => LeaveNnpack() && Switch("setUserEnabledMkldnn", use);

    /// <summary>Tells libtorch not to try NNPACK, its choice for small work without oneDNN, which complains at every call on processors that it does not know.</summary>
    /// <returns>Whether it could be told.</returns>
    internal static bool LeaveNnpack() => Switch("setUserEnabledNNPACK", false);

    // TorchSharp has no name for these switches: they are called by those of libtorch's C++ functions.
    private static unsafe bool Switch(string name, bool on)
    {
        var (context, method) = OperatingSystem.IsWindows()
            ? ("?globalContext@at@@YAAEAVContext@1@XZ", $"?{name}@Context@at@@QEAAX_N@Z")
            : ("_ZN2at13globalContextEv", $"_ZN2at7Context{name.Length}{name}Eb");
        Tensors.TorchLibrary.Load();
        if (!NativeLibrary.TryLoad("torch_cpu", typeof(TorchConvolutions).Assembly, null, out var library)
            || !NativeLibrary.TryGetExport(library, context, out var global)
            || !NativeLibrary.TryGetExport(library, method, out var turn)) return false;
        ((delegate* unmanaged<nint, byte, void>)turn)(((delegate* unmanaged<nint>)global)(), on ? (byte)1 : (byte)0);
        return true;
    }
}
