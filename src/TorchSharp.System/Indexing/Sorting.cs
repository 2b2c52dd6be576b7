namespace TorchSharp;

public static partial class torch
{
    // Order, ranks, counts and bins.

    public partial class Tensor
    {
        public (Tensor, Tensor) sort(long dim = -1, bool descending = false, bool stable = false) => _sort_stable.Two(this, stable, dim, descending);
        public Tensor argsort(long dim = -1, bool descending = false) => _argsort.One(this, dim, descending);
        public Tensor msort() => _msort.One(this);
        public (Tensor, Tensor) topk(int k, int dim = -1, bool largest = true, bool sorted = true) => _topk.Two(this, k, dim, largest, sorted);
        public (Tensor, Tensor?, Tensor?) unique(bool sorted = true, bool return_inverse = false, bool return_counts = false, int? dim = null) =>
            dim is { } axis ? Optional(_unique_dim.Three(this, axis, sorted, return_inverse, return_counts), return_inverse, return_counts)
                : Optional(__unique2.Three(this, sorted, return_inverse, return_counts), return_inverse, return_counts);
        public (Tensor, Tensor?, Tensor?) unique_consecutive(bool return_inverse = false, bool return_counts = false, int? dim = null) =>
            Optional(_unique_consecutive.Three(this, return_inverse, return_counts, dim), return_inverse, return_counts);
        private static (Tensor, Tensor?, Tensor?) Optional((Tensor values, Tensor inverse, Tensor counts) all, bool inverse, bool counts) =>
            (all.values, inverse ? all.inverse : null, counts ? all.counts : null);
        public Tensor bucketize(Tensor boundaries, bool outInt32 = false, bool right = false) => _bucketize_Tensor.One(this, boundaries, outInt32, right);
        public Tensor bincount(Tensor? weights, long minlength = 0) => _bincount.One(this, weights, minlength);
        public Tensor histc(long bins = 100, long min = 0, long max = 0) => _histc.One(this, bins, min, max);

        private static readonly Op _sort_stable = new("sort", "stable"), _argsort = new("argsort"), _msort = new("msort"), _topk = new("topk"),
            _unique_dim = new("unique_dim"), __unique2 = new("_unique2"), _unique_consecutive = new("unique_consecutive"),
            _bucketize_Tensor = new("bucketize", "Tensor"), _bincount = new("bincount"), _histc = new("histc");
    }

    public static (Tensor, Tensor) topk(Tensor tensor, int k, int dim = -1, bool largest = true, bool sorted = true) => tensor.topk(k, dim, largest, sorted);
    public static Tensor searchsorted(Tensor sorted_sequence, Tensor values, bool out_int32 = false, bool right = false, Tensor? sorter = null) =>
        _searchsorted_Tensor.One(sorted_sequence, values, out_int32, right, Arg.None, sorter);
    public static Tensor searchsorted(Tensor sorted_sequence, Scalar values, bool out_int32, bool right, Tensor sorter) =>
        _searchsorted_Scalar.One(sorted_sequence, values, out_int32, right, Arg.None, sorter);
    public static (Tensor, Tensor) histogram(Tensor input, long bins, (double, double)? range = null, Tensor? weight = null, bool density = false) =>
        _histogram_bin_ct.Two(input, bins, range is var (low, high) ? new[] { low, high } : null, weight, density);
    public static (Tensor, Tensor) histogram(Tensor input, Tensor bins, Tensor? weight = null, bool density = false) =>
        _histogram_bins_tensor.Two(input, bins, weight, density);
    public static (Tensor, Tensor) sort(Tensor input, long dim = -1, bool descending = false, bool stable = false) => input.sort(dim, descending, stable);
    public static Tensor argsort(Tensor input, long dim = -1, bool descending = false) => input.argsort(dim, descending);
    public static Tensor msort(Tensor tensor) => tensor.msort();
    public static (Tensor, Tensor?, Tensor?) unique(Tensor input, bool sorted = true, bool return_inverse = false, bool return_counts = false, int? dim = null) =>
        input.unique(sorted, return_inverse, return_counts, dim);
    public static (Tensor, Tensor?, Tensor?) unique_consecutive(Tensor input, bool return_inverse = false, bool return_counts = false, int? dim = null) =>
        input.unique_consecutive(return_inverse, return_counts, dim);
    public static Tensor bucketize(Tensor input, Tensor boundaries, bool outInt32 = false, bool right = false) => input.bucketize(boundaries, outInt32, right);
    public static Tensor bincount(Tensor input, Tensor? weights = null, long minlength = 0) => input.bincount(weights, minlength);
    public static Tensor histc(Tensor input, long bins = 100, long min = 0, long max = 0) => input.histc(bins, min, max);

    private static readonly Op _searchsorted_Tensor = new("searchsorted", "Tensor"), _searchsorted_Scalar = new("searchsorted", "Scalar"),
        _histogram_bin_ct = new("histogram", "bin_ct"), _histogram_bins_tensor = new("histogram", "bins_tensor");
}
