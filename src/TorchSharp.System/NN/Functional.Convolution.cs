namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Op[] Conv = [new("aten::conv1d"), new("aten::conv2d"), new("aten::conv3d")];
            private static readonly Op[] ConvNamed = [new("aten::conv1d", "padding"), new("aten::conv2d", "padding"), new("aten::conv3d", "padding")];
            private static readonly Op[] ConvTranspose =
                [new("aten::conv_transpose1d"), new("aten::conv_transpose2d", "input"), new("aten::conv_transpose3d", "input")];

            public static Tensor conv1d(Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, long? padding = null, long? dilation = null,
                long groups = 1) =>
                Conv[0].One(input, weight, bias, stride ?? 1, padding ?? 0, dilation ?? 1, groups);

            public static Tensor conv2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null,
                long[]? dilation = null, long groups = 1) =>
                conv(2, input, weight, bias, strides, padding, dilation, groups);

            public static Tensor conv3d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null,
                long[]? dilation = null, long groups = 1) =>
                conv(3, input, weight, bias, strides, padding, dilation, groups);

            public static Tensor conv1d_padding(Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, Padding padding = Padding.Valid,
                long? dilation = null, long groups = 1) =>
                ConvNamed[0].One(input, weight, bias, stride ?? 1, Name(padding), dilation ?? 1, groups);

            public static Tensor conv2d_padding(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, Padding padding = Padding.Valid,
                long[]? dilation = null, long groups = 1) =>
                conv(2, input, weight, bias, strides, padding, dilation, groups);

            public static Tensor conv3d_padding(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, Padding padding = Padding.Valid,
                long[]? dilation = null, long groups = 1) =>
                conv(3, input, weight, bias, strides, padding, dilation, groups);

            public static Tensor conv_transpose1d(Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, long? padding = null,
                long? output_padding = null, long? dilation = null, long groups = 1) =>
                ConvTranspose[0].One(input, weight, bias, stride ?? 1, padding ?? 0, output_padding ?? 0, groups, dilation ?? 1);

            public static Tensor conv_transpose2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null,
                long[]? output_padding = null, long[]? dilation = null, long groups = 1) =>
                conv_transpose(2, input, weight, bias, strides, padding, output_padding, dilation, groups);

            public static Tensor conv_transpose3d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null,
                long[]? output_padding = null, long[]? dilation = null, long groups = 1) =>
                conv_transpose(3, input, weight, bias, strides, padding, output_padding, dilation, groups);

            internal static Tensor conv(int dimensions, Tensor input, Tensor weight, Tensor? bias, long[]? stride, long[]? padding, long[]? dilation,
                long groups) =>
                Conv[dimensions - 1].One(input, weight, bias, Or(stride, 1), Or(padding, 0), Or(dilation, 1), groups);

            internal static Tensor conv(int dimensions, Tensor input, Tensor weight, Tensor? bias, long[]? stride, Padding padding, long[]? dilation,
                long groups) =>
                ConvNamed[dimensions - 1].One(input, weight, bias, Or(stride, 1), Name(padding), Or(dilation, 1), groups);

            internal static Tensor conv_transpose(int dimensions, Tensor input, Tensor weight, Tensor? bias, long[]? stride, long[]? padding,
                long[]? output_padding, long[]? dilation, long groups) =>
                ConvTranspose[dimensions - 1].One(input, weight, bias, Or(stride, 1), Or(padding, 0), Or(output_padding, 0), groups, Or(dilation, 1));

            private static string Name(Padding padding) => padding == Padding.Same ? "same" : "valid";

            // One number where a list is expected stands for all dimensions.
            private static Arg Or(long[]? values, long otherwise) => values is null ? otherwise : values;
        }
    }
}
