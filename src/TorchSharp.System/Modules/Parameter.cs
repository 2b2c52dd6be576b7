namespace TorchSharp.Modules;

using static TorchSharp.torch;

/// <summary>A tensor that a module registers as a parameter. It takes the place of the tensor it is made from, which must not be used afterwards.</summary>
public class Parameter : Tensor
{
    public Parameter(Tensor data, bool requires_grad = true) : base(Take(data, requires_grad)) { }

    private static IntPtr Take(Tensor data, bool requires_grad)
    {
        data.requires_grad = requires_grad;
        return data.DecoupleFromNativeHandle();
    }
}
