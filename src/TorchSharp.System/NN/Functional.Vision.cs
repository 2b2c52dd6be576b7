namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Op Pad = new("aten::pad"), Im2Col = new("aten::im2col"), Col2Im = new("aten::col2im");
            private static readonly Op PixelShuffle = new("aten::pixel_shuffle"), PixelUnshuffle = new("aten::pixel_unshuffle");
            private static readonly Op GridSampler = new("aten::grid_sampler"), AffineGrid = new("aten::affine_grid_generator");
            private static readonly Op[] Nearest = Named("upsample_nearest{0}d"), NearestExact = Named("_upsample_nearest_exact{0}d");
            private static readonly Op Linear1d = new("aten::upsample_linear1d", "vec"), Trilinear = new("aten::upsample_trilinear3d", "vec");
            private static readonly Op[] Bilinear2d = [new("aten::upsample_bilinear2d", "vec"), new("aten::_upsample_bilinear2d_aa", "vec")];
            private static readonly Op[] Bicubic2d = [new("aten::upsample_bicubic2d", "vec"), new("aten::_upsample_bicubic2d_aa", "vec")];

            private static Op[] Named(string pattern) => [.. Enumerable.Range(1, 3).Select(d => new Op("aten::" + string.Format(null, pattern, d), "vec"))];

            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                mode is PaddingModes.Constant or PaddingModes.Zeros ? Pad.One(input, pad, "constant", value) : Pad.One(input, pad,
                    mode.ToString().ToLowerInvariant());

            public static Tensor pad(Tensor input, ReadOnlySpan<long> pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, pad.ToArray(), mode, value);

            public static Tensor pad(Tensor input, long pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, Enumerable.Repeat(pad, 2 * (int)input.dim()).ToArray(), mode, value);

            public static Tensor pad(Tensor input, (long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, [pad.Item1, pad.Item2], mode, value);

            public static Tensor pad(Tensor input, (long, long, long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, [pad.Item1, pad.Item2, pad.Item3, pad.Item4], mode, value);

            public static Tensor unfold(Tensor input, long kernel_size, long dilation = 1, long padding = 0, long stride = 1) =>
                Im2Col.One(input, kernel_size, dilation, padding, stride);

            public static Tensor unfold(Tensor input, (long, long) kernel_size, (long, long)? dilation = null, (long, long)? padding = null,
                (long, long)? stride = null) =>
                Im2Col.One(input, List(kernel_size), Or(List(dilation), 1), Or(List(padding), 0), Or(List(stride), 1));

            public static Tensor fold(Tensor input, long output_size, long kernel_size, long dilation = 1, long padding = 0, long stride = 1) =>
                Col2Im.One(input, output_size, kernel_size, dilation, padding, stride);

            public static Tensor fold(Tensor input, (long, long) output_size, (long, long) kernel_size, (long, long)? dilation = null,
                (long, long)? padding = null, (long, long)? stride = null) =>
                Col2Im.One(input, List(output_size), List(kernel_size), Or(List(dilation), 1), Or(List(padding), 0), Or(List(stride), 1));

            public static Tensor pixel_shuffle(Tensor input, long upscale_factor) => PixelShuffle.One(input, upscale_factor);
            public static Tensor pixel_unshuffle(Tensor input, long downscale_factor) => PixelUnshuffle.One(input, downscale_factor);

            public static Tensor affine_grid(Tensor theta, long[]? size = null, bool align_corners = false) =>
                AffineGrid.One(theta, size ?? throw new ArgumentNullException(nameof(size)), align_corners);

            // libtorch numbers the modes bilinear, nearest, bicubic and the paddings zeros, border, reflection.
            public static Tensor grid_sample(Tensor input, Tensor grid, GridSampleMode mode = GridSampleMode.Bilinear,
                GridSamplePaddingMode padding_mode = GridSamplePaddingMode.Zeros, bool? align_corners = null) =>
                GridSampler.One(input, grid, mode == GridSampleMode.Nearest ? 1 : 0,
                    padding_mode switch { GridSamplePaddingMode.Border => 1, GridSamplePaddingMode.Reflection => 2, _ => 0 }, align_corners ?? false);

            public static Tensor interpolate(Tensor x, long[]? size = null, double[]? scale_factor = null, InterpolationMode mode = InterpolationMode.Nearest,
                bool? align_corners = null, bool recompute_scale_factor = false, bool antialias = false)
            {
                var dimensions = (int)x.dim() - 2;
                if (size is null == scale_factor is null) throw new ArgumentException("interpolate: give either size or scale_factor.");
                if (align_corners is not null && mode is InterpolationMode.Nearest or InterpolationMode.NearestExact or InterpolationMode.Area)
                    throw new ArgumentException($"interpolate: align_corners has no meaning for {mode}.");
                if (antialias && mode is not (InterpolationMode.Bilinear or InterpolationMode.Bicubic))
                    throw new ArgumentException($"interpolate: {mode} has no antialias.");
                if (scale_factor is { Length: 1 }) scale_factor = [.. Enumerable.Repeat(scale_factor[0], dimensions)];
                if (size is { Length: 1 }) size = [.. Enumerable.Repeat(size[0], dimensions)];
                if (recompute_scale_factor || mode == InterpolationMode.Area)
                    (size, scale_factor) = (size ?? [.. scale_factor!.Select((scale, i) => (long)Math.Floor(x.shape[i + 2] * scale))], null);
                var align = align_corners ?? false;
                return mode switch
                {
                    InterpolationMode.Nearest => Nearest[dimensions - 1].One(x, size, scale_factor),
                    InterpolationMode.NearestExact => NearestExact[dimensions - 1].One(x, size, scale_factor),
                    InterpolationMode.Area => dimensions == 1 ? adaptive_avg_pool1d(x, size![0]) : AdaptiveAvgPool[dimensions - 1].One(x, size),
                    InterpolationMode.Linear => Linear1d.One(x, size, align, scale_factor),
                    InterpolationMode.Bilinear => Bilinear2d[antialias ? 1 : 0].One(x, size, align, scale_factor),
                    InterpolationMode.Bicubic => Bicubic2d[antialias ? 1 : 0].One(x, size, align, scale_factor),
                    InterpolationMode.Trilinear => Trilinear.One(x, size, align, scale_factor),
                    _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, null),
                };
            }

            public static Tensor upsample(Tensor input, long[]? size = null, double[]? scale_factor = null, UpsampleMode mode = UpsampleMode.Nearest,
                bool align_corners = false) =>
                interpolate(input, size, scale_factor, (InterpolationMode)mode, mode == UpsampleMode.Nearest ? null : align_corners);
        }
    }
}
