namespace TorchSharp;

public static partial class torch
{
    // Copies in another order or size.

    public partial class Tensor
    {
        public Tensor repeat(params long[] sizes) => _repeat.One(this, sizes);
        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) =>
            _repeat_interleave_self_int.One(this, repeats, dim, output_size);
        public Tensor repeat_interleave(Tensor repeats, long? dim = null, long? output_size = null) =>
            _repeat_interleave_self_Tensor.One(this, repeats, dim, output_size);
        public Tensor tile(long[] reps) => _tile.One(this, reps);
        public Tensor flip(params long[] dims) => _flip.One(this, dims);
        public Tensor fliplr() => _fliplr.One(this);
        public Tensor flipud() => _flipud.One(this);
        public Tensor rot90(long k = 1, (long, long)? dims = null) => _rot90.One(this, k, dims is var (a, b) ? new long[] { a, b } : new long[] { 0, 1 });
        public Tensor roll(long shifts, long? dims = null) => _roll.One(this, new[] { shifts }, dims is { } d ? new[] { d } : Array.Empty<long>());
        public Tensor roll(long[] shifts) => _roll.One(this, shifts);
        public Tensor roll(long[] shifts, long[] dims) => _roll.One(this, shifts, dims);
        public Tensor roll((long, long) shifts, (long, long) dims) => roll([shifts.Item1, shifts.Item2], [dims.Item1, dims.Item2]);
        public Tensor roll((long, long, long) shifts, (long, long, long) dims) =>
            roll([shifts.Item1, shifts.Item2, shifts.Item3], [dims.Item1, dims.Item2, dims.Item3]);
        public Tensor roll(ReadOnlySpan<long> shifts, ReadOnlySpan<long> dims = default) => roll(shifts.ToArray(), dims.ToArray());
        public Tensor diag(long diagonal = 0) => _diag.One(this, diagonal);
        public Tensor diag_embed(long offset = 0, long dim1 = -2, long dim2 = -1) => _diag_embed.One(this, offset, dim1, dim2);
        public Tensor diagflat(long offset = 0) => _diagflat.One(this, offset);
        public Tensor tril(long diagonal = 0) => _tril.One(this, diagonal);
        public Tensor tril_(long diagonal = 0) => _tril_.In(this, diagonal);
        public Tensor triu(long diagonal = 0) => _triu.One(this, diagonal);
        public Tensor triu_(long diagonal = 0) => _triu_.In(this, diagonal);
        public Tensor vander(long N = -1, bool increasing = false) => torch.vander(this, N, increasing);
        public Tensor channel_shuffle(long groups) => _channel_shuffle.One(this, groups);

        private static readonly Op _repeat = new("repeat"), _repeat_interleave_self_int = new("repeat_interleave", "self_int"),
            _repeat_interleave_self_Tensor = new("repeat_interleave", "self_Tensor"), _tile = new("tile"), _flip = new("flip"), _fliplr = new("fliplr"),
            _flipud = new("flipud"), _rot90 = new("rot90"), _roll = new("roll"), _diag = new("diag"), _diag_embed = new("diag_embed"),
            _diagflat = new("diagflat"), _tril = new("tril"), _tril_ = new("tril_"), _triu = new("triu"), _triu_ = new("triu_"),
            _channel_shuffle = new("channel_shuffle");
    }

    public static Tensor tile(Tensor input, long[] dims) => input.tile(dims);
    public static Tensor tril_indices(long row, long col, long offset = 0, ScalarType dtype = ScalarType.Int64, Device? device = null) =>
        _tril_indices.One(row, col, offset, dtype, Arg.None, device);
    public static Tensor triu_indices(long row, long col, long offset = 0, ScalarType dtype = ScalarType.Int64, Device? device = null) =>
        _triu_indices.One(row, col, offset, dtype, Arg.None, device);
    public static Tensor vander(Tensor x, long N = -1, bool increasing = false) => vander_(x, N < 0 ? x.shape[0] : N, increasing);
    private static Tensor vander_(Tensor x, long count, bool increasing)
    {
        using var exponents = increasing ? arange(0, count, dtype: x.dtype, device: x.device) : arange(count - 1, -1, -1, dtype: x.dtype, device: x.device);
        return x.unsqueeze(-1).pow(exponents);
    }
    public static Tensor repeat_interleave(Tensor input, long repeats, long? dim = null, long? output_size = null) =>
        input.repeat_interleave(repeats, dim, output_size);
    public static Tensor repeat_interleave(Tensor input, Tensor repeats, long? dim = null, long? output_size = null) =>
        input.repeat_interleave(repeats, dim, output_size);
    public static Tensor flip(Tensor input, params long[] dims) => input.flip(dims);
    public static Tensor fliplr(Tensor input) => input.fliplr();
    public static Tensor flipud(Tensor input) => input.flipud();
    public static Tensor rot90(Tensor input, long k = 1, (long, long)? dims = null) => input.rot90(k, dims);
    public static Tensor roll(Tensor input, long shifts, long? dims = null) => input.roll(shifts, dims);
    public static Tensor roll(Tensor input, long[] shifts) => input.roll(shifts);
    public static Tensor roll(Tensor input, long[] shifts, long[] dims) => input.roll(shifts, dims);
    public static Tensor roll(Tensor input, ReadOnlySpan<long> shifts, ReadOnlySpan<long> dims = default) => input.roll(shifts, dims);
    public static Tensor roll(Tensor input, (long, long, long) shifts, (long, long, long) dims) => input.roll(shifts, dims);
    public static Tensor roll(Tensor input, (long, long) shifts, (long, long) dims) => input.roll(shifts, dims);
    public static Tensor diag(Tensor input, long diagonal = 0) => input.diag(diagonal);
    public static Tensor diag_embed(Tensor input, long offset = 0, long dim1 = -2, long dim2 = -1) => input.diag_embed(offset, dim1, dim2);
    public static Tensor diagflat(Tensor input, long offset = 0) => input.diagflat(offset);
    public static Tensor tril(Tensor input, long diagonal = 0) => input.tril(diagonal);
    public static Tensor tril_(Tensor input, long diagonal = 0) => input.tril_(diagonal);
    public static Tensor triu(Tensor input, long diagonal = 0) => input.triu(diagonal);
    public static Tensor triu_(Tensor input, long diagonal = 0) => input.triu_(diagonal);

    private static readonly Op _tril_indices = new("tril_indices"), _triu_indices = new("triu_indices");
}
