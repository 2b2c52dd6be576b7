namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Op[] MaxPool = [new("aten::max_pool1d"), new("aten::max_pool2d"), new("aten::max_pool3d")];
            private static readonly Op[] MaxPoolWithIndices = [new("aten::max_pool1d_with_indices"), new("aten::max_pool2d_with_indices"),
                new("aten::max_pool3d_with_indices")];
            private static readonly Op[] AvgPool = [new("aten::avg_pool1d"), new("aten::avg_pool2d"), new("aten::avg_pool3d")];
            private static readonly Op[] AdaptiveAvgPool = [new("aten::adaptive_avg_pool1d"), new("aten::adaptive_avg_pool2d"),
                new("aten::adaptive_avg_pool3d")];
            private static readonly Op[] AdaptiveMaxPool = [new("aten::adaptive_max_pool1d"), new("aten::adaptive_max_pool2d"),
                new("aten::adaptive_max_pool3d")];

            public static Tensor max_pool1d(Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null,
                bool ceil_mode = false) =>
                max_pool(1, input, [kernel_size], List(stride), List(padding), List(dilation), ceil_mode);

            public static Tensor max_pool2d(Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null,
                bool ceil_mode = false) =>
                max_pool(2, input, [kernel_size], List(stride), List(padding), List(dilation), ceil_mode);

            public static Tensor max_pool2d(Tensor input, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null,
                (long, long)? dilation = null, bool ceil_mode = false) =>
                max_pool(2, input, List(kernel_size)!, List(stride), List(padding), List(dilation), ceil_mode);

            public static Tensor max_pool2d(Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null,
                bool ceil_mode = false) =>
                max_pool(2, input, kernel_size, strides, padding, dilation, ceil_mode);

            public static Tensor max_pool3d(Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null,
                bool ceil_mode = false) =>
                max_pool(3, input, kernel_size, strides, padding, dilation, ceil_mode);

            public static (Tensor output, Tensor indices) max_pool1d_with_indices(Tensor input, long kernel_size, long? stride = null, long? padding = null,
                long? dilation = null, bool ceil_mode = false) =>
                max_pool_with_indices(1, input, [kernel_size], List(stride), List(padding), List(dilation), ceil_mode);

            public static (Tensor output, Tensor indices) max_pool2d_with_indices(Tensor input, long[] kernel_size, long[]? strides = null,
                long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
                max_pool_with_indices(2, input, kernel_size, strides, padding, dilation, ceil_mode);

            public static (Tensor output, Tensor indices) max_pool3d_with_indices(Tensor input, long[] kernel_size, long[]? strides = null,
                long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
                max_pool_with_indices(3, input, kernel_size, strides, padding, dilation, ceil_mode);

            public static Tensor avg_pool1d(Tensor input, long kernel_size, long? stride = null, long? padding = null, bool ceil_mode = false,
                bool count_include_pad = true) =>
                AvgPool[0].One(input, kernel_size, stride ?? kernel_size, padding ?? 0, ceil_mode, count_include_pad);

            public static Tensor avg_pool2d(Tensor input, long kernel_size, long? stride = null, long padding = 0, bool ceil_mode = false,
                bool count_include_pad = true, long? divisor_override = null) =>
                avg_pool(2, input, [kernel_size], List(stride), [padding], ceil_mode, count_include_pad, divisor_override);

            public static Tensor avg_pool2d(Tensor input, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null,
                bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                avg_pool(2, input, List(kernel_size)!, List(stride), List(padding), ceil_mode, count_include_pad, divisor_override);

            public static Tensor avg_pool2d(Tensor input, long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false,
                bool count_include_pad = true, long? divisor_override = null) =>
                avg_pool(2, input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override);

            public static Tensor avg_pool3d(Tensor input, long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false,
                bool count_include_pad = true, long? divisor_override = null) =>
                avg_pool(3, input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override);

            public static Tensor adaptive_avg_pool1d(Tensor input, long output_size) => AdaptiveAvgPool[0].One(input, output_size);
            public static Tensor adaptive_avg_pool2d(Tensor input, long output_size) => AdaptiveAvgPool[1].One(input, output_size);
            public static Tensor adaptive_avg_pool2d(Tensor input, (long, long) output_size) => AdaptiveAvgPool[1].One(input, List(output_size));
            public static Tensor adaptive_avg_pool2d(Tensor input, long[] output_size) => AdaptiveAvgPool[1].One(input, output_size);
            public static Tensor adaptive_avg_pool3d(Tensor input, long[] output_size) => AdaptiveAvgPool[2].One(input, output_size);
            public static Tensor adaptive_max_pool1d(Tensor input, long output_size) => First(adaptive_max_pool1d_with_indices(input, output_size));
            public static Tensor adaptive_max_pool2d(Tensor input, long[] output_size) => First(adaptive_max_pool2d_with_indices(input, output_size));
            public static (Tensor output, Tensor indices) adaptive_max_pool1d_with_indices(Tensor input, long output_size) =>
                AdaptiveMaxPool[0].Two(input, output_size);
            public static (Tensor output, Tensor indices) adaptive_max_pool2d_with_indices(Tensor input, long[] output_size) =>
                AdaptiveMaxPool[1].Two(input, output_size);

            internal static Tensor max_pool(int dimensions, Tensor input, long[] kernel, long[]? stride, long[]? padding, long[]? dilation, bool ceil_mode) =>
                MaxPool[dimensions - 1].One(input, kernel, stride ?? kernel, Or(padding, 0), Or(dilation, 1), ceil_mode);

            internal static (Tensor, Tensor) max_pool_with_indices(int dimensions, Tensor input, long[] kernel, long[]? stride, long[]? padding,
                long[]? dilation, bool ceil_mode) =>
                MaxPoolWithIndices[dimensions - 1].Two(input, kernel, stride ?? kernel, Or(padding, 0), Or(dilation, 1), ceil_mode);

            private static Tensor avg_pool(int dimensions, Tensor input, long[] kernel, long[]? stride, long[]? padding, bool ceil_mode,
                bool count_include_pad, long? divisor_override) =>
                AvgPool[dimensions - 1].One(input, kernel, stride ?? kernel, Or(padding, 0), ceil_mode, count_include_pad, divisor_override);

            internal static long[]? List(long? value) => value is { } one ? [one] : null;
            internal static long[]? List((long, long)? pair) => pair is var (first, second) ? [first, second] : null;

            private static Tensor First((Tensor output, Tensor indices) both)
            {
                both.indices.Dispose();
                return both.output;
            }
        }
    }
}
