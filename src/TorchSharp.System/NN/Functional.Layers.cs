namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Op Linear = new("aten::linear"), Bilinear = new("aten::bilinear"), OneHot = new("aten::one_hot");
            private static readonly Op BatchNorm = new("aten::batch_norm"), LayerNorm = new("aten::layer_norm"), GroupNorm = new("aten::group_norm");
            private static readonly Op InstanceNorm = new("aten::instance_norm");
            private static readonly Op CosineSimilarity = new("aten::cosine_similarity"), PairwiseDistance = new("aten::pairwise_distance");
            private static readonly Op Dropout = new("aten::dropout"), Dropout_ = new("aten::dropout_");
            private static readonly Op AlphaDropout = new("aten::alpha_dropout"), AlphaDropout_ = new("aten::alpha_dropout_");
            private static readonly Op FeatureDropout = new("aten::feature_dropout"), FeatureDropout_ = new("aten::feature_dropout_");
            private static readonly Op FeatureAlphaDropout = new("aten::feature_alpha_dropout"), FeatureAlphaDropout_ = new("aten::feature_alpha_dropout_");

            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) => Linear.One(input, weights, bias);
            public static Tensor bilinear(Tensor input1, Tensor input2, Tensor weight, Tensor? bias = null) => Bilinear.One(input1, input2, weight, bias);
            public static Tensor one_hot(Tensor x, long num_classes = -1) => OneHot.One(x, num_classes);

            public static Tensor batch_norm(Tensor input, Tensor? running_mean, Tensor? running_var, Tensor? weight = null, Tensor? bias = null,
                bool training = false, double momentum = 0.1, double eps = 1e-5) =>
                BatchNorm.One(input, weight, bias, running_mean, running_var, training, momentum, eps, true);

            public static Tensor instance_norm(Tensor input, Tensor? running_mean = null, Tensor? running_var = null, Tensor? weight = null,
                Tensor? bias = null,
                bool use_input_stats = true, double momentum = 0.1, double eps = 1e-5) =>
                InstanceNorm.One(input, weight, bias, running_mean, running_var, use_input_stats, momentum, eps, true);

            public static Tensor layer_norm(Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5) =>
                LayerNorm.One(input, normalized_shape, weight, bias, eps);

            public static Tensor group_norm(Tensor input, long num_groups, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5) =>
                GroupNorm.One(input, num_groups, weight, bias, eps);

            public static Tensor normalize(Tensor input, double p = 2.0, long dim = 1, double eps = 1e-12)
            {
                using var norm = input.norm((int)dim, true, (float)p);
                using var floor = norm.clamp_min(eps);
                return input.div(floor);
            }

            public static Tensor cosine_similarity(Tensor x1, Tensor x2, long dim = 1, double eps = 1e-8) => CosineSimilarity.One(x1, x2, dim, eps);

            public static Tensor pairwise_distance(Tensor input1, Tensor input2, double p = 2.0, double eps = 1e-6, bool keepdim = false) =>
                PairwiseDistance.One(input1, input2, p, eps, keepdim);

            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                (inplace ? Dropout_ : Dropout).One(input, p, training);
            public static Tensor dropout1d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                DropChannels(input, 1, p, training, inplace);
            public static Tensor dropout2d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                DropChannels(input, 2, p, training, inplace);
            public static Tensor dropout3d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                DropChannels(input, 3, p, training, inplace);

            public static Tensor alpha_dropout(Tensor input, double p = 0.5, bool training = false, bool inplace = false) =>
                (inplace ? AlphaDropout_ : AlphaDropout).One(input, p, training);

            public static Tensor feature_alpha_dropout(Tensor input, double p = 0.5, bool training = false, bool inplace = false) =>
                (inplace ? FeatureAlphaDropout_ : FeatureAlphaDropout).One(input, p, training);

            // [N, C, …] or, without a batch, [C, …].
            private static Tensor DropChannels(Tensor input, int dimensions, double p, bool training, bool inplace)
            {
                var op = inplace ? FeatureDropout_ : FeatureDropout;
                if (input.dim() != dimensions + 1) return op.One(input, p, training);
                using var batch = input.unsqueeze(0);
                using var dropped = op.One(batch, p, training);
                return dropped.squeeze(0);
            }
        }
    }
}
