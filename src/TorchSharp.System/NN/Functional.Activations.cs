using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        // An operator in place is called for its result, a second tensor object over the same storage: the caller may dispose of either.
        public static partial class functional
        {
            private static readonly Op Relu = new("aten::relu"), Relu_ = new("aten::relu_"), Relu6 = new("aten::relu6"), Relu6_ = new("aten::relu6_");
            private static readonly Op LeakyRelu = new("aten::leaky_relu"), LeakyRelu_ = new("aten::leaky_relu_"), Prelu = new("aten::prelu");
            private static readonly Op Elu = new("aten::elu"), Elu_ = new("aten::elu_"), Celu = new("aten::celu"), Celu_ = new("aten::celu_");
            private static readonly Op Selu = new("aten::selu"), Selu_ = new("aten::selu_"), Gelu = new("aten::gelu"), Gelu_ = new("aten::gelu_");
            private static readonly Op Silu = new("aten::silu"), Silu_ = new("aten::silu_"), Mish = new("aten::mish"), Mish_ = new("aten::mish_");
            private static readonly Op Sigmoid = new("aten::sigmoid"), Sigmoid_ = new("aten::sigmoid_"), Tanh = new("aten::tanh"), Tanh_ = new("aten::tanh_");
            private static readonly Op Hardtanh = new("aten::hardtanh"), Hardtanh_ = new("aten::hardtanh_");
            private static readonly Op Hardsigmoid = new("aten::hardsigmoid"), Hardsigmoid_ = new("aten::hardsigmoid_");
            private static readonly Op Hardswish = new("aten::hardswish"), Hardswish_ = new("aten::hardswish_");
            private static readonly Op Threshold = new("aten::threshold"), Threshold_ = new("aten::threshold_");
            private static readonly Op Rrelu = new("aten::rrelu"), Rrelu_ = new("aten::rrelu_");
            private static readonly Op Softplus = new("aten::softplus"), LogSigmoid = new("aten::log_sigmoid"), Glu = new("aten::glu");
            private static readonly Op Hardshrink = new("aten::hardshrink"), Softshrink = new("aten::softshrink");
            private static readonly Op Softmax = new("aten::softmax", "int"), LogSoftmax = new("aten::log_softmax", "int");

            public static Tensor relu(Tensor x, bool inplace = false) => (inplace ? Relu_ : Relu).One(x);
            public static Tensor relu6(Tensor x, bool inplace = false) => (inplace ? Relu6_ : Relu6).One(x);
            public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false) =>
                (inplace ? LeakyRelu_ : LeakyRelu).One(input, negative_slope);
            public static Tensor prelu(Tensor input, Tensor weight) => Prelu.One(input, weight);
            public static Tensor rrelu(Tensor x, double lower = 1.0 / 8, double upper = 1.0 / 3, bool inplace = false) =>
                (inplace ? Rrelu_ : Rrelu).One(x, lower, upper);
            public static Tensor elu(Tensor x, double alpha, bool inplace = false) => (inplace ? Elu_ : Elu).One(x, alpha);
            public static Tensor celu(Tensor x, double alpha, bool inplace = false) => (inplace ? Celu_ : Celu).One(x, alpha);
            public static Tensor selu(Tensor x, bool inplace = false) => (inplace ? Selu_ : Selu).One(x);
            public static Tensor gelu(Tensor x) => Gelu.One(x);
            public static Tensor gelu(Tensor x, bool inplace) => (inplace ? Gelu_ : Gelu).One(x);
            public static Tensor gelu(Tensor x, GELU.Approximate approximate, bool inplace = false) =>
                (inplace ? Gelu_ : Gelu).One(x, approximate.ToString());
            public static Tensor silu(Tensor x, bool inplace = false) => (inplace ? Silu_ : Silu).One(x);
            public static Tensor mish(Tensor x, bool inplace = false) => (inplace ? Mish_ : Mish).One(x);
            public static Tensor sigmoid(Tensor x) => Sigmoid.One(x);
            public static Tensor sigmoid(Tensor x, bool inplace) => (inplace ? Sigmoid_ : Sigmoid).One(x);
            public static Tensor tanh(Tensor x, bool inplace = false) => (inplace ? Tanh_ : Tanh).One(x);
            public static Tensor hardtanh(Tensor x, double min_val = -1.0, double max_val = 1.0, bool inplace = false) =>
                (inplace ? Hardtanh_ : Hardtanh).One(x, min_val, max_val);
            public static Tensor hardsigmoid(Tensor input, bool inplace = false) => (inplace ? Hardsigmoid_ : Hardsigmoid).One(input);
            public static Tensor hardswish(Tensor input, bool inplace = false) => (inplace ? Hardswish_ : Hardswish).One(input);
            public static Tensor threshold(Tensor x, double threshold, double value, bool inplace = false) =>
                (inplace ? Threshold_ : Threshold).One(x, threshold, value);
            public static Tensor hardshrink(Tensor x, double lambda = 0.5) => Hardshrink.One(x, lambda);
            public static Tensor softshrink(Tensor x, double lambda = 0.5) => Softshrink.One(x, lambda);
            public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20) => Softplus.One(x, beta, threshold);
            public static Tensor logsigmoid(Tensor x) => LogSigmoid.One(x);
            public static Tensor glu(Tensor input, long dim = -1) => Glu.One(input, dim);

            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => Softmax.One(input, dim, dtype);
            public static Tensor log_softmax(Tensor x, long dim) => LogSoftmax.One(x, dim);
            public static Tensor softmax2d(Tensor x) => Softmax.One(x, -3);

            public static Tensor softmin(Tensor x, long dim)
            {
                using var negative = x.neg();
                return Softmax.One(negative, dim);
            }

            public static Tensor softsign(Tensor x, bool inplace = false)
            {
                using var magnitude = x.abs();
                using var scale = magnitude.add(1);
                return inplace ? x.div_(scale).alias() : x.div(scale);
            }

            public static Tensor tanhshrink(Tensor x, bool inplace = false)
            {
                using var squashed = x.tanh();
                return inplace ? x.sub_(squashed).alias() : x.sub(squashed);
            }
        }
    }
}
