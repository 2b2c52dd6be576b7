namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Initial values, in place and outside the gradient.</summary>
        public static partial class init
        {
            private static readonly Op Qr = new("aten::linalg_qr");

            public enum NonlinearityType { Linear, Conv1D, Conv2D, Conv3D, ConvTranspose1D, ConvTranspose2D, ConvTranspose3D, Sigmoid, Tanh, ReLU, LeakyReLU }

            public enum FanInOut { FanIn, FanOut }

            public static double calculate_gain(NonlinearityType nonlinearity, double param = 0.0) => nonlinearity switch
            {
                NonlinearityType.Tanh => 5.0 / 3.0,
                NonlinearityType.ReLU => Math.Sqrt(2.0),
                NonlinearityType.LeakyReLU => Math.Sqrt(2.0 / (1 + param * param)),
                _ => 1.0,
            };

            public static (long fanIn, long fanOut) CalculateFanInAndFanOut(Tensor tensor)
            {
                if (tensor.dim() < 2) throw new ArgumentException($"Fan in and fan out need at least two dimensions, got {tensor.dim()}.");
                var receptive = tensor.shape.Skip(2).Aggregate(1L, (product, size) => product * size);
                return (tensor.shape[1] * receptive, tensor.shape[0] * receptive);
            }

            public static Tensor uniform_(Tensor tensor, double low = 0, double high = 1, Generator? generator = null) =>
                Fill(tensor, t => t.uniform_(low, high, generator));
            public static Tensor normal_(Tensor tensor, double mean = 0, double std = 1, Generator? generator = null) =>
                Fill(tensor, t => t.normal_(mean, std, generator));
            public static Tensor constant_(Tensor tensor, Scalar val) => Fill(tensor, t => t.fill_(val));
            public static Tensor ones_(Tensor tensor) => Fill(tensor, t => t.fill_(1));
            public static Tensor zeros_(Tensor tensor) => Fill(tensor, t => t.zero_());

            /// <summary>N(mean, std²) confined to [a, b], through the inverse of its distribution function.</summary>
            public static Tensor trunc_normal_(Tensor tensor, double mean = 0, double std = 1, double a = -2, double b = 2, Generator? generator = null)
            {
                var (low, high) = (ErrorFunction((a - mean) / std), ErrorFunction((b - mean) / std));
                return Fill(tensor, t => t.uniform_(low, high, generator).erfinv_().mul_(std * Math.Sqrt(2)).add_(mean).clamp_(a, b));
            }

            public static Tensor xavier_uniform_(Tensor tensor, double gain = 1) => Uniform(tensor, gain * XavierScale(tensor));
            public static Tensor xavier_normal_(Tensor tensor, double gain = 1) => normal_(tensor, 0, gain * XavierScale(tensor));
            public static Tensor glorot_uniform_(Tensor tensor, double gain = 1) => xavier_uniform_(tensor, gain);
            public static Tensor glorot_normal_(Tensor tensor, double gain = 1) => xavier_normal_(tensor, gain);

            public static Tensor kaiming_uniform_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn,
                NonlinearityType nonlinearity = NonlinearityType.LeakyReLU) =>
                Uniform(tensor, KaimingScale(tensor, a, mode, nonlinearity));

            public static Tensor kaiming_normal_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn,
                NonlinearityType nonlinearity = NonlinearityType.LeakyReLU) =>
                normal_(tensor, 0, KaimingScale(tensor, a, mode, nonlinearity));

            public static Tensor eye_(Tensor tensor)
            {
                if (tensor.dim() != 2) throw new ArgumentException($"eye_ needs a matrix, got {tensor.dim()} dimensions.");
                return Fill(tensor, t => t.copy_(eye(t.shape[0], t.shape[1], dtype: t.dtype, device: t.device)));
            }

            /// <summary>The identity as a convolution: each output channel passes the input channel of its number through the kernel's centre.</summary>
            public static Tensor dirac_(Tensor tensor)
            {
                if (tensor.dim() is < 3 or > 5) throw new ArgumentException($"dirac_ needs 3, 4 or 5 dimensions, got {tensor.dim()}.");
                return Fill(tensor, t =>
                {
                    t.zero_();
                    for (var channel = 0L; channel < Math.Min(t.shape[0], t.shape[1]); channel++)
                    {
                        var centre = t.select(0, channel).select(0, channel);
                        while (centre.dim() > 0) centre = centre.select(0, centre.shape[0] / 2);
                        centre.fill_(1);
                    }
                });
            }

            /// <summary>A random matrix with orthonormal rows or columns, whichever are fewer; dimensions after the first count as one.</summary>
            public static Tensor orthogonal_(Tensor tensor, double gain = 1)
            {
                if (tensor.dim() < 2) throw new ArgumentException($"orthogonal_ needs at least two dimensions, got {tensor.dim()}.");
                return Fill(tensor, t =>
                {
                    var rows = t.shape[0];
                    var normal = randn([rows, t.numel() / rows], dtype: t.dtype, device: t.device);
                    var wide = rows < normal.shape[1];
                    var (q, r) = Qr.Two(wide ? normal.t() : normal);
                    q = q * r.diagonal().sign();
                    t.copy_((wide ? q.t() : q).reshape(t.shape)).mul_(gain);
                });
            }

            /// <summary>Normal values with a share of exact zeros in each column.</summary>
            public static Tensor sparse_(Tensor tensor, double sparsity, double std = 0.01)
            {
                if (tensor.dim() != 2) throw new ArgumentException($"sparse_ needs a matrix, got {tensor.dim()} dimensions.");
                return Fill(tensor, t =>
                {
                    t.normal_(0, std);
                    var zeros = (long)Math.Ceiling(sparsity * t.shape[0]);
                    for (var column = 0L; column < t.shape[1]; column++)
                        t.select(1, column).index_fill_(0, randperm(t.shape[0], dtype: ScalarType.Int64, device: t.device).narrow(0, 0, zeros), 0);
                });
            }

            private static Tensor Fill(Tensor tensor, Action<Tensor> fill)
            {
                using var scope = NewDisposeScope();
                using var _ = no_grad();
                fill(tensor);
                return tensor;
            }

            // A uniform distribution of standard deviation scale.
            private static Tensor Uniform(Tensor tensor, double scale) => uniform_(tensor, -Math.Sqrt(3) * scale, Math.Sqrt(3) * scale);

            private static double XavierScale(Tensor tensor)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                return Math.Sqrt(2.0 / (fanIn + fanOut));
            }

            private static double KaimingScale(Tensor tensor, double a, FanInOut mode, NonlinearityType nonlinearity)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                return calculate_gain(nonlinearity, a) / Math.Sqrt(mode == FanInOut.FanIn ? fanIn : fanOut);
            }

            // erf(x / √2) = 2 Φ(x) − 1.
            private static double ErrorFunction(double x)
            {
                using var value = tensor(x / Math.Sqrt(2), dtype: ScalarType.Float64);
                using var erf = value.erf();
                return erf.item<double>();
            }
        }
    }
}
