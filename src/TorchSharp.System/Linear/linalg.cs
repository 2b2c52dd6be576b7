namespace TorchSharp;

public static partial class torch
{
    public static partial class linalg
    {
        public static Tensor multi_dot(IList<Tensor> tensors) => _multi_dot.One(tensors.ToArray());
        public static (Tensor, Tensor) slogdet(Tensor input) => _slogdet.Two(input);

        private static readonly Op _multi_dot = new("linalg_multi_dot"), _slogdet = new("linalg_slogdet");
    }
}
