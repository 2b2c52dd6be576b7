namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static Modules.ReLU ReLU(bool inplace = false) => new() { inplace = inplace };
        public static Modules.ReLU6 ReLU6(bool inplace = false) => new() { inplace = inplace };
        public static Modules.SELU SELU(bool inplace = false) => new() { inplace = inplace };
        public static Modules.Hardsigmoid Hardsigmoid(bool inplace = false) => new() { inplace = inplace };
        public static Modules.Hardswish Hardswish(bool inplace = false) => new() { inplace = inplace };
        public static Modules.SiLU SiLU() => new();
        public static Modules.SiLU SiLU(bool inplace) => new() { inplace = inplace };
        public static Modules.Mish Mish() => new();
        public static Modules.Mish Mish(bool inplace) => new() { inplace = inplace };
        public static Modules.Sigmoid Sigmoid() => new();
        public static Modules.Sigmoid Sigmoid(bool inplace) => new() { inplace = inplace };
        public static Modules.Softsign Softsign() => new();
        public static Modules.Softsign Softsign(bool inplace) => new() { inplace = inplace };
        public static Modules.GELU GELU() => new();
        public static Modules.GELU GELU(bool inplace) => new() { inplace = inplace };
        public static Modules.Tanh Tanh() => new();
        public static Modules.Tanh Tanh(bool inplace = false) => new() { inplace = inplace };
        public static Modules.Tanhshrink Tanhshrink() => new();
        public static Modules.Tanhshrink Tanhshrink(bool inplace = false) => new() { inplace = inplace };
        public static Modules.GELU GELU(Modules.GELU.Approximate approximate, bool inplace = false) => new() { approximate = approximate, inplace = inplace };
        public static Modules.LeakyReLU LeakyReLU(double negative_slope = 0.01, bool inplace = false) =>
            new() { negative_slope = negative_slope, inplace = inplace };
        public static Modules.RReLU RReLU(double lower = 1.0 / 8, double upper = 1.0 / 3, bool inplace = false) =>
            new() { lower = lower, upper = upper, inplace = inplace };
        public static Modules.ELU ELU(double alpha = 1.0, bool inplace = false) => new() { alpha = alpha, inplace = inplace };
        public static Modules.CELU CELU(double alpha = 1.0, bool inplace = false) => new() { alpha = alpha, inplace = inplace };
        public static Modules.Hardtanh Hardtanh(double min_val = -1.0, double max_val = 1.0, bool inplace = false) =>
            new() { min_val = min_val, max_val = max_val, inplace = inplace };
        public static Modules.Hardshrink Hardshrink(double lambda = 0.5) => new() { lambda = lambda };
        public static Modules.Softshrink Softshrink(double lambda = 0.5) => new() { lambda = lambda };
        public static Modules.Softplus Softplus(double beta = 1.0, double threshold = 20.0) => new() { beta = beta, threshold = threshold };
        public static Modules.LogSigmoid LogSigmoid() => new();
        public static Modules.Threshold Threshold(double threshold, double value, bool inplace = false) =>
            new() { threshold = threshold, value = value, inplace = inplace };
        public static Modules.GLU GLU(long dim = -1) => new() { dim = dim };
        public static Modules.Softmax Softmax(long dim) => new() { dim = dim };
        public static Modules.Softmin Softmin(long dim) => new() { dim = dim };
        public static Modules.LogSoftmax LogSoftmax(long dim) => new() { dim = dim };
        public static Modules.Softmax2d Softmax2d() => new();
        public static Modules.PReLU PReLU(long num_parameters, double init = 0.25, Device? device = null, ScalarType? dtype = null) =>
            new(num_parameters, init, device, dtype);
    }
}
