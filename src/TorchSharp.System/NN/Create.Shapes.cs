namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static Modules.Identity Identity() => new();
        public static Modules.Flatten Flatten(long start_dim = 1, long end_dim = -1) => new() { start_dim = start_dim, end_dim = end_dim };
        public static Modules.Unflatten Unflatten(long dim, long[] unflattened_size) => new() { dim = dim, unflattened_size = unflattened_size };
        public static Modules.Dropout Dropout(double p = 0.5, bool inplace = false) => new() { p = p, inplace = inplace };
        public static Modules.Dropout1d Dropout1d(double p = 0.5, bool inplace = false) => new() { p = p, inplace = inplace };
        public static Modules.Dropout2d Dropout2d(double p = 0.5, bool inplace = false) => new() { p = p, inplace = inplace };
        public static Modules.Dropout3d Dropout3d(double p = 0.5, bool inplace = false) => new() { p = p, inplace = inplace };
        public static Modules.AlphaDropout AlphaDropout(double p = 0.5, bool inplace = false) => new() { p = p, inplace = inplace };
        public static Modules.FeatureAlphaDropout FeatureAlphaDropout(double p = 0.5) => new() { p = p };
        public static Modules.FeatureAlphaDropout FeatureAlphaDropout(double p, bool inplace) => new() { p = p, inplace = inplace };
        public static Modules.PixelShuffle PixelShuffle(long upscale_factor) => new() { upscale_factor = upscale_factor };
        public static Modules.PixelUnshuffle PixelUnshuffle(long downscale_factor) => new() { downscale_factor = downscale_factor };
        public static Modules.CosineSimilarity CosineSimilarity(long dim = 1, double eps = 1e-8) => new() { dim = dim, eps = eps };
        public static Modules.PairwiseDistance PairwiseDistance(double p = 2.0, double eps = 1e-6, bool keepdim = false) =>
            new() { norm = p, eps = eps, keepdim = keepdim };
        public static Modules.Upsample Upsample(long[]? size = null, double[]? scale_factor = null, UpsampleMode mode = UpsampleMode.Nearest,
            bool? align_corners = null, bool? recompute_scale_factor = null) =>
            new(size, scale_factor, mode, align_corners, recompute_scale_factor);

        public static Modules.Unfold Unfold(long kernel_size, long dilation = 1, long padding = 0, long stride = 1) =>
            new() { kernel_size = Both(kernel_size), dilation = Both(dilation), padding = Both(padding), stride = Both(stride) };
        public static Modules.Unfold Unfold((long, long) kernel_size, (long, long)? dilation = null, (long, long)? padding = null,
            (long, long)? stride = null) =>
            new() { kernel_size = kernel_size, dilation = dilation ?? (1, 1), padding = padding ?? (0, 0), stride = stride ?? (1, 1) };
        public static Modules.Fold Fold(long output_size, long kernel_size, long dilation = 1, long padding = 0, long stride = 1) =>
            new() { output_size = Both(output_size), kernel_size = Both(kernel_size), dilation = Both(dilation), padding = Both(padding),
                stride = Both(stride) };
        public static Modules.Fold Fold((long, long) output_size, (long, long) kernel_size, (long, long)? dilation = null, (long, long)? padding = null,
            (long, long)? stride = null) =>
            new() { output_size = output_size, kernel_size = kernel_size, dilation = dilation ?? (1, 1), padding = padding ?? (0, 0),
                stride = stride ?? (1, 1) };

        private static (long, long) Both(long value) => (value, value);

        public static Modules.ConstantPad1d ConstantPad1d(long padding, double value) => new(value, padding, padding);
        public static Modules.ConstantPad1d ConstantPad1d((long, long) padding, double value) => new(value, padding.Item1, padding.Item2);
        public static Modules.ConstantPad2d ConstantPad2d(long padding, double value) => new(value, padding, padding, padding, padding);
        public static Modules.ConstantPad2d ConstantPad2d((long, long, long, long) padding, double value) =>
            new(value, padding.Item1, padding.Item2, padding.Item3, padding.Item4);
        public static Modules.ConstantPad3d ConstantPad3d(long padding, double value) => new(value, padding, padding, padding, padding, padding, padding);
        public static Modules.ConstantPad3d ConstantPad3d((long, long, long, long, long, long) padding, double value) =>
            new(value, padding.Item1, padding.Item2, padding.Item3, padding.Item4, padding.Item5, padding.Item6);
        public static Modules.ZeroPad2d ZeroPad2d(long padding) => new(padding, padding, padding, padding);
        public static Modules.ZeroPad2d ZeroPad2d((long, long, long, long) padding) => new(padding.Item1, padding.Item2, padding.Item3, padding.Item4);
        public static Modules.ReflectionPad1d ReflectionPad1d(long padding) => new(padding, padding);
        public static Modules.ReflectionPad1d ReflectionPad1d((long, long) padding) => new(padding.Item1, padding.Item2);
        public static Modules.ReflectionPad2d ReflectionPad2d(long padding) => new(padding, padding, padding, padding);
        public static Modules.ReflectionPad2d ReflectionPad2d((long, long, long, long) padding) =>
            new(padding.Item1, padding.Item2, padding.Item3, padding.Item4);
        public static Modules.ReflectionPad3d ReflectionPad3d(long padding) => new(padding, padding, padding, padding, padding, padding);
        public static Modules.ReflectionPad3d ReflectionPad3d((long, long, long, long, long, long) padding) =>
            new(padding.Item1, padding.Item2, padding.Item3, padding.Item4, padding.Item5, padding.Item6);
        public static Modules.ReplicationPad1d ReplicationPad1d(long padding) => new(padding, padding);
        public static Modules.ReplicationPad1d ReplicationPad1d((long, long) padding) => new(padding.Item1, padding.Item2);
        public static Modules.ReplicationPad2d ReplicationPad2d(long padding) => new(padding, padding, padding, padding);
        public static Modules.ReplicationPad2d ReplicationPad2d((long, long, long, long) padding) =>
            new(padding.Item1, padding.Item2, padding.Item3, padding.Item4);
        public static Modules.ReplicationPad3d ReplicationPad3d(long padding) => new(padding, padding, padding, padding, padding, padding);
        public static Modules.ReplicationPad3d ReplicationPad3d((long, long, long, long, long, long) padding) =>
            new(padding.Item1, padding.Item2, padding.Item3, padding.Item4, padding.Item5, padding.Item6);
    }
}
