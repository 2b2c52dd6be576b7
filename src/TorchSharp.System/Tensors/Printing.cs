using System.Globalization;
using System.Text;

namespace TorchSharp;

public static partial class torch
{
    public const TensorStringStyle julia = TensorStringStyle.Julia;
    public const TensorStringStyle numpy = TensorStringStyle.Numpy;
    public const TensorStringStyle csharp = TensorStringStyle.CSharp;

    private static PrintOptions _print = new();

    public static TensorStringStyle TensorStringStyle
    {
        get => _print.Style;
        set => _print = _print with { Style = value == TensorStringStyle.Default ? new PrintOptions().Style : value };
    }

    public static void set_printoptions(TensorStringStyle? style = null, string? floatFormat = null, int? linewidth = null, string? newLine = null,
        int? maxRows = null, int? maxColumns = null)
    {
        _print = _print with
        {
            Format = floatFormat ?? _print.Format, Width = linewidth ?? _print.Width, NewLine = newLine ?? _print.NewLine,
            Rows = maxRows ?? _print.Rows, Columns = maxColumns ?? _print.Columns,
        };
        if (style is { } s) TensorStringStyle = s;
    }

    public static void set_printoptions(int precision, int? linewidth = null, string? newLine = null, bool sci_mode = false, int? maxRows = null,
        int? maxColumns = null) =>
            set_printoptions(null, (sci_mode ? "E" : "F") + precision.ToString(CultureInfo.InvariantCulture), linewidth, newLine, maxRows, maxColumns);

    /// <summary>How tensors are shown: of a longer axis only the first and last half of Rows or Columns.</summary>
    internal sealed record PrintOptions
    {
        internal TensorStringStyle Style { get; init; } = TensorStringStyle.Julia;
        internal string Format { get; init; } = "g5";
        internal int Width { get; init; } = 100;
        internal string NewLine { get; init; } = Environment.NewLine;
        internal int Rows { get; init; } = 6;
        internal int Columns { get; init; } = 6;
        internal CultureInfo Culture { get; init; } = CultureInfo.CurrentCulture;
    }

    public partial class Tensor
    {
        public override string ToString() => IsInvalid ? "a disposed tensor" : ToString(TensorStringStyle.Metadata);

        public string ToString(TensorStringStyle style, string? fltFormat = null, int? width = null, CultureInfo? cultureInfo = null, string? newLine = null)
        {
            if (style == TensorStringStyle.Default) style = torch.TensorStringStyle;
            var options = _print with
            {
                Style = style, Format = fltFormat ?? _print.Format, Width = width ?? _print.Width, NewLine = newLine ?? _print.NewLine,
                Culture = cultureInfo ?? CultureInfo.CurrentCulture,
            };
            return new Printer(this, options).Print();
        }

        public string ToString(bool disamb, string? fltFormat = null, int? width = null, CultureInfo? cultureInfo = null, string? newLine = null) =>
            disamb ? ToString(TensorStringStyle.Default, fltFormat, width, cultureInfo, newLine) : ToString();
    }

    /// <summary>Writes a tensor row by row, columns aligned, one matrix after the other.</summary>
    private sealed class Printer(Tensor tensor, PrintOptions options)
    {
        private readonly StringBuilder _text = new();
        private readonly bool _brackets = options.Style != TensorStringStyle.Julia;
        private (string Open, string Between, string Close) Marks =>
            options.Style == TensorStringStyle.CSharp ? ("{", ", ", "}") : _brackets ? ("[", " ", "]") : (" ", " ", "");

        private string Metadata => $"[{string.Join("x", tensor.shape)}], type = {tensor.dtype}, device = {tensor.device}";

        internal string Print()
        {
            if (options.Style == TensorStringStyle.Metadata || tensor.is_meta) return Metadata;
            using var scope = NewDisposeScope();
            using var _ = no_grad();
            var values = tensor.cpu();
            if (options.Style != TensorStringStyle.Numpy) _text.Append(Metadata);
            if (values.dim() == 0) return _text.Append(options.Style == TensorStringStyle.Numpy ? "" : ", value = ").Append(Number(values)).ToString();
            if (options.Style != TensorStringStyle.Numpy) _text.Append(values.dim() == 1 && !_brackets ? "" : options.NewLine);
            if (_brackets) Nested(values, 0); else Matrices(values, "");
            return _text.ToString();
        }

        /// <summary>Julia: the matrices of the last two axes, each under the index of the others.</summary>
        private void Matrices(Tensor values, string index)
        {
            if (values.dim() <= 2)
            {
                if (index.Length > 0) _text.Append($"[{index}..,..] =").Append(options.NewLine);
                if (values.dim() == 1) Row(values);
                else foreach (var row in Shown(values, options.Rows)) { if (row is null) _text.Append(" ..."); else Row(row); _text.Append(options.NewLine); }
                return;
            }
            var i = 0L;
            foreach (var part in Shown(values, options.Rows))
            {
                if (part is null) { _text.Append("...").Append(options.NewLine); i = values.shape[0] - options.Rows / 2; continue; }
                Matrices(part, $"{index}{i++},");
            }
        }

        private void Nested(Tensor values, int depth)
        {
            if (values.dim() == 1) { Row(values); return; }
            _text.Append(Marks.Open);
            var first = true;
            foreach (var part in Shown(values, options.Rows))
            {
                if (!first) _text.Append(options.Style == TensorStringStyle.CSharp ? "," : "").Append(options.NewLine).Append(' ', depth + 1);
                first = false;
                if (part is null) _text.Append("..."); else Nested(part, depth + 1);
            }
            _text.Append(Marks.Close);
        }

        private void Row(Tensor values)
        {
            var cells = Shown(values, options.Columns).Select(value => value is null ? "..." : Number(value)).ToList();
            _text.Append(Marks.Open);
            var width = _brackets || tensor.dim() < 2 ? 0 : Math.Min(cells.Max(c => c.Length), options.Width);
            _text.AppendJoin(Marks.Between, cells.Select(cell => cell.PadLeft(width))).Append(Marks.Close);
        }

        private static IEnumerable<Tensor?> Shown(Tensor values, int limit)
        {
            var length = values.shape[0];
            for (var i = 0L; i < length; i++)
            {
                if (length > limit && i == limit / 2)
                {
                    yield return null;
                    i = length - limit / 2;
                }
                yield return values[i];
            }
        }

        private string Number(Tensor value) => value.dtype switch
        {
            ScalarType.Bool => value.item<bool>() ? "True" : "False",
            var type when is_floating_point(type) => value.ToDouble().ToString(options.Format, options.Culture),
            var type when is_complex(type) => $"{Number(value.real)}+{Number(value.imag)}i",
            _ => value.ToInt64().ToString(options.Culture),
        };
    }
}
