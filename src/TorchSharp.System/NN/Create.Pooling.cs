namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static Modules.MaxPool1d MaxPool1d(long kernel_size, long? stride = null, long? padding = null, long? dilation = null,
            bool ceil_mode = false) =>
            new() { kernel_size = kernel_size, stride = stride, padding = padding, dilation = dilation, ceil_mode = ceil_mode };
        public static Modules.MaxPool2d MaxPool2d(long kernel_size, long? stride = null, long? padding = null, long? dilation = null,
            bool ceil_mode = false) =>
            new() { kernel_size = [kernel_size], stride = functional.List(stride), padding = functional.List(padding), dilation = functional.List(dilation),
                ceil_mode = ceil_mode };
        public static Modules.MaxPool2d MaxPool2d((long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null,
            (long, long)? dilation = null, bool ceil_mode = false) =>
            new() { kernel_size = functional.List(kernel_size)!, stride = functional.List(stride), padding = functional.List(padding),
                dilation = functional.List(dilation), ceil_mode = ceil_mode };
        public static Modules.MaxPool2d MaxPool2d(long[] kernel_size, long[]? stride = null, long[]? padding = null, long[]? dilation = null,
            bool ceil_mode = false) =>
            new() { kernel_size = kernel_size, stride = stride, padding = padding, dilation = dilation, ceil_mode = ceil_mode };
        public static Modules.AvgPool1d AvgPool1d(long kernel_size, long? stride = null, long padding = 0, bool ceil_mode = false,
            bool count_include_pad = true) => new() { kernel_size = kernel_size, stride = stride, padding = padding, ceil_mode = ceil_mode,
            count_include_pad = count_include_pad };
        public static Modules.AvgPool2d AvgPool2d(long kernel_size, long? stride = null, long? padding = null, bool ceil_mode = false,
            bool count_include_pad = true, long? divisor_override = null) =>
            new() { kernel_size = [kernel_size], stride = functional.List(stride), padding = functional.List(padding), ceil_mode = ceil_mode,
                count_include_pad = count_include_pad, divisor_override = divisor_override };
        public static Modules.AvgPool2d AvgPool2d((long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null,
            bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
            new() { kernel_size = functional.List(kernel_size)!, stride = functional.List(stride), padding = functional.List(padding), ceil_mode = ceil_mode,
                count_include_pad = count_include_pad, divisor_override = divisor_override };
        public static Modules.AvgPool2d AvgPool2d(long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false,
            bool count_include_pad = true, long? divisor_override = null) =>
            new() { kernel_size = kernel_size, stride = stride, padding = padding, ceil_mode = ceil_mode, count_include_pad = count_include_pad,
                divisor_override = divisor_override };
        public static Modules.AdaptiveAvgPool1d AdaptiveAvgPool1d(long output_size) => new() { output_size = output_size };
        public static Modules.AdaptiveAvgPool2d AdaptiveAvgPool2d(long output_size) => new() { output_size = [output_size, output_size] };
        public static Modules.AdaptiveAvgPool2d AdaptiveAvgPool2d((long, long) output_size) => new() { output_size = [output_size.Item1, output_size.Item2] };
        public static Modules.AdaptiveAvgPool2d AdaptiveAvgPool2d(long[] output_size) => new() { output_size = output_size };
        public static Modules.AdaptiveMaxPool1d AdaptiveMaxPool1d(long output_size) => new() { output_size = output_size };
        public static Modules.AdaptiveMaxPool2d AdaptiveMaxPool2d(long[] output_size) => new() { output_size = output_size };
    }
}
