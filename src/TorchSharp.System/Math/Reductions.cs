namespace TorchSharp;

public static partial class torch
{
    // Sums, means, extremes and norms over some or all axes.

    public partial class Tensor
    {
        public Tensor sum(ScalarType? type = null) => _sum.One(this, type);
        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => _sum_dim_IntList.One(this, dim, keepdim, type);
        public Tensor sum(long dim0, long dim1, bool keepdim = false, ScalarType? type = null) => sum([dim0, dim1], keepdim, type);
        public Tensor sum(long dim0, long dim1, long dim2, bool keepdim = false, ScalarType? type = null) => sum([dim0, dim1, dim2], keepdim, type);
        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => _sum_dim_IntList.One(this, dim, keepdim, type);
        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) => sum(dim.ToArray(), keepdim, type);
        public Tensor nansum() => _nansum.One(this);
        public Tensor mean() => _mean.One(this);
        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => _mean_dim.One(this, dimensions, keepdim, type);
        public Tensor nanmean(int? dim = null, bool keepdim = false, ScalarType? dtype = null) =>
            _nanmean.One(this, dim is { } axis ? new long[] { axis } : null, keepdim, dtype);
        public Tensor prod(ScalarType? type = null) => _prod.One(this, type);
        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null) => _prod_dim_int.One(this, dim, keepdim, type);
        public Tensor max() => _max.One(this);
        public Tensor min() => _min.One(this);
        public (Tensor, Tensor) max(long dim, bool keepdim = false) => _max_dim.Two(this, dim, keepdim);
        public (Tensor, Tensor) min(long dim, bool keepdim = false) => _min_dim.Two(this, dim, keepdim);
        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null) => To(@out, _amax.One(this, dims, keepdim));
        public Tensor amax(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) => amax(dims.ToArray(), keepdim, @out);
        public Tensor amax(params long[] dims) => _amax.One(this, dims);
        public Tensor amin(long[] dims, bool keepdim = false, Tensor? @out = null) => To(@out, _amin.One(this, dims, keepdim));
        public Tensor amin(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) => amin(dims.ToArray(), keepdim, @out);
        public Tensor amin(params long[] dims) => _amin.One(this, dims);
        public (Tensor, Tensor) aminmax(long? dim = null, bool keepdim = false) => _aminmax.Two(this, dim, keepdim);
        public Tensor argmax() => _argmax.One(this);
        public Tensor argmax(long dim, bool keepdim = false) => _argmax.One(this, dim, keepdim);
        public Tensor argmin() => _argmin.One(this);
        public Tensor argmin(long dim, bool keepdim = false) => _argmin.One(this, dim, keepdim);
        public Tensor all() => _all.One(this);
        public Tensor all(long dim, bool keepdim = false) => _all_dim.One(this, dim, keepdim);
        public Tensor any() => _any.One(this);
        public Tensor any(long dim, bool keepdim = false) => _any_dim.One(this, dim, keepdim);
        public Tensor logsumexp(long dim, bool keepdim = false) => _logsumexp.One(this, dim, keepdim);
        public Tensor norm(float p = 2) => _norm_Scalar.One(this, (double)p);
        public Tensor norm(int dim, bool keepdim = false, float p = 2) => _norm_ScalarOpt_dim.One(this, (double)p, dim, keepdim);
        public Tensor median() => _median.One(this);
        public Tensor nanmedian() => _nanmedian.One(this);
        public (Tensor, Tensor) mode(long dim = -1, bool keepdim = false) => _mode.Two(this, dim, keepdim);
        public Tensor quantile(Tensor q, long dim = -1, bool keepdim = false) => _quantile.One(this, q, dim, keepdim);
        public Tensor nanquantile(Tensor q, long dim = -1, bool keepdim = false) => _nanquantile.One(this, q, dim, keepdim);
        public (Tensor, Tensor) kthvalue(long k, long? dim, bool keepdim = false) => _kthvalue.Two(this, k, dim ?? -1, keepdim);
        public Tensor count_nonzero(long[]? dims = null) => dims is null ? _count_nonzero.One(this) : _count_nonzero_dim_IntList.One(this, dims);
        public Tensor cumsum(long dim, ScalarType? type = null) => _cumsum.One(this, dim, type);
        public Tensor cumprod(long dim, ScalarType? type = null) => _cumprod.One(this, dim, type);
        public (Tensor, Tensor) cummax(long dim) => _cummax.Two(this, dim);
        public (Tensor, Tensor) cummin(long dim) => _cummin.Two(this, dim);
        public Tensor logcumsumexp(long dim) => _logcumsumexp.One(this, dim);
        public Tensor softmax(long dim, ScalarType? dtype = null) => _softmax_int.One(this, dim, dtype);
        public Tensor log_softmax(long dim, ScalarType? dtype = null) => _log_softmax_int.One(this, dim, dtype);
        public Tensor diff(long n = 1, long dim = -1, Tensor? prepend = null, Tensor? append = null) => _diff.One(this, n, dim, prepend, append);
        public Tensor cov(long correction = 1, Tensor? fweights = null, Tensor? aweights = null) => _cov.One(this, correction, fweights, aweights);
        public Tensor corrcoef() => _corrcoef.One(this);
        public Tensor trapezoid(double dx = 1, long dim = -1) => _trapezoid_dx.One(this, dx, dim);
        public Tensor trapezoid(Tensor x, long dim = -1) => _trapezoid_x.One(this, x, dim);
        public Tensor cumulative_trapezoid(double dx = 1, long dim = -1) => _cumulative_trapezoid_dx.One(this, dx, dim);
        public Tensor cumulative_trapezoid(Tensor x, long dim = -1) => _cumulative_trapezoid_x.One(this, x, dim);
        public Tensor renorm(float p, long dim, float maxnorm) => _renorm.One(this, (double)p, dim, (double)maxnorm);
        internal static Tensor To(Tensor? target, Tensor result) => target is null ? result : target.copy_(result);

        private static readonly Op _sum = new("sum"), _sum_dim_IntList = new("sum", "dim_IntList"), _nansum = new("nansum"), _mean = new("mean"),
            _mean_dim = new("mean", "dim"), _nanmean = new("nanmean"), _prod = new("prod"), _prod_dim_int = new("prod", "dim_int"), _max = new("max"),
            _min = new("min"), _max_dim = new("max", "dim"), _min_dim = new("min", "dim"), _amax = new("amax"), _amin = new("amin"),
            _aminmax = new("aminmax"), _argmax = new("argmax"), _argmin = new("argmin"), _all = new("all"), _all_dim = new("all", "dim"), _any = new("any"),
            _any_dim = new("any", "dim"), _logsumexp = new("logsumexp"), _norm_Scalar = new("norm", "Scalar"),
            _norm_ScalarOpt_dim = new("norm", "ScalarOpt_dim"), _median = new("median"), _nanmedian = new("nanmedian"), _mode = new("mode"),
            _quantile = new("quantile"), _nanquantile = new("nanquantile"), _kthvalue = new("kthvalue"), _count_nonzero = new("count_nonzero"),
            _count_nonzero_dim_IntList = new("count_nonzero", "dim_IntList"), _cumsum = new("cumsum"), _cumprod = new("cumprod"), _cummax = new("cummax"),
            _cummin = new("cummin"), _logcumsumexp = new("logcumsumexp"), _softmax_int = new("softmax", "int"), _log_softmax_int = new("log_softmax", "int"),
            _diff = new("diff"), _cov = new("cov"), _corrcoef = new("corrcoef"), _trapezoid_dx = new("trapezoid", "dx"),
            _trapezoid_x = new("trapezoid", "x"), _cumulative_trapezoid_dx = new("cumulative_trapezoid", "dx"),
            _cumulative_trapezoid_x = new("cumulative_trapezoid", "x"), _renorm = new("renorm");
    }

    public static Tensor norm(Tensor input) => input.norm();
    public static Tensor softmax(Tensor input, int dim, ScalarType? dtype = null) => input.softmax(dim, dtype);
    public static Tensor trapz(Tensor y, double dx = 1, long dim = -1) => y.trapezoid(dx, dim);
    public static Tensor trapz(Tensor y, Tensor x, long dim = -1) => y.trapezoid(x, dim);
    public static Tensor amax(Tensor input, long[] dims) => input.amax(dims);
    public static Tensor sum(Tensor input, long dim, bool keepdim = false, ScalarType? type = null) => input.sum(dim, keepdim, type);
    public static Tensor sum(Tensor input, ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) => input.sum(dim, keepdim, type);
    public static Tensor sum(Tensor input, ScalarType? type = null) => input.sum(type);
    public static Tensor nansum(Tensor input) => input.nansum();
    public static Tensor mean(Tensor input) => input.mean();
    public static Tensor mean(Tensor input, long[] dimensions, bool keepdim = false, ScalarType? type = null) => input.mean(dimensions, keepdim, type);
    public static Tensor nanmean(Tensor input, int? dim = null, bool keepdim = false, ScalarType? dtype = null) => input.nanmean(dim, keepdim, dtype);
    public static Tensor prod(Tensor input, long dim, bool keepdim = false, ScalarType? type = null) => input.prod(dim, keepdim, type);
    public static Tensor prod(Tensor input, ScalarType? type = null) => input.prod(type);
    public static Tensor amax(Tensor input, long[] dims, bool keepdim = false, Tensor? @out = null) => input.amax(dims, keepdim, @out);
    public static Tensor amax(Tensor input, ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) => input.amax(dims, keepdim, @out);
    public static Tensor amin(Tensor input, long[] dims, bool keepdim = false, Tensor? @out = null) => input.amin(dims, keepdim, @out);
    public static Tensor amin(Tensor input, ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) => input.amin(dims, keepdim, @out);
    public static (Tensor, Tensor) aminmax(Tensor input, long? dim = null, bool keepdim = false) => input.aminmax(dim, keepdim);
    public static Tensor argmax(Tensor input) => input.argmax();
    public static Tensor argmax(Tensor input, long dim, bool keepdim = false) => input.argmax(dim, keepdim);
    public static Tensor argmin(Tensor input) => input.argmin();
    public static Tensor argmin(Tensor input, long dim, bool keepdim = false) => input.argmin(dim, keepdim);
    public static Tensor all(Tensor input) => input.all();
    public static Tensor all(Tensor input, long dim, bool keepdim = false) => input.all(dim, keepdim);
    public static Tensor any(Tensor input) => input.any();
    public static Tensor any(Tensor input, long dim, bool keepdim = false) => input.any(dim, keepdim);
    public static Tensor logsumexp(Tensor input, long dim, bool keepdim = false) => input.logsumexp(dim, keepdim);
    public static Tensor norm(Tensor input, int dimension, bool keepdim = false, float p = 2) => input.norm(dimension, keepdim, p);
    public static Tensor norm(Tensor input, float p = 2) => input.norm(p);
    public static Tensor median(Tensor input) => input.median();
    public static Tensor nanmedian(Tensor input) => input.nanmedian();
    public static (Tensor, Tensor) mode(Tensor input, long dim = -1, bool keepdim = false) => input.mode(dim, keepdim);
    public static Tensor quantile(Tensor input, Tensor q, long dim = -1, bool keepdim = false) => input.quantile(q, dim, keepdim);
    public static Tensor nanquantile(Tensor input, Tensor q, long dim = -1, bool keepdim = false) => input.nanquantile(q, dim, keepdim);
    public static (Tensor, Tensor) kthvalue(Tensor input, long k, long? dim, bool keepdim = false) => input.kthvalue(k, dim, keepdim);
    public static Tensor count_nonzero(Tensor input, long[]? dims = null) => input.count_nonzero(dims);
    public static Tensor cumsum(Tensor input, long dim, ScalarType? type = null) => input.cumsum(dim, type);
    public static Tensor cumprod(Tensor input, long dim, ScalarType? dtype = null) => input.cumprod(dim, dtype);
    public static (Tensor, Tensor) cummax(Tensor input, long dim) => input.cummax(dim);
    public static (Tensor, Tensor) cummin(Tensor input, long dim) => input.cummin(dim);
    public static Tensor logcumsumexp(Tensor input, long dim) => input.logcumsumexp(dim);
    public static Tensor diff(Tensor input, long n = 1, long dim = -1, Tensor? prepend = null, Tensor? append = null) => input.diff(n, dim, prepend, append);
    public static Tensor cov(Tensor input, long correction = 1, Tensor? fweights = null, Tensor? aweights = null) => input.cov(correction, fweights, aweights);
    public static Tensor corrcoef(Tensor input) => input.corrcoef();
    public static Tensor trapezoid(Tensor y, double dx = 1, long dim = -1) => y.trapezoid(dx, dim);
    public static Tensor trapezoid(Tensor y, Tensor x, long dim = -1) => y.trapezoid(x, dim);
    public static Tensor cumulative_trapezoid(Tensor y, double dx = 1, long dim = -1) => y.cumulative_trapezoid(dx, dim);
    public static Tensor cumulative_trapezoid(Tensor y, Tensor x, long dim = -1) => y.cumulative_trapezoid(x, dim);
    public static Tensor renorm(Tensor input, float p, long dim, float maxnorm) => input.renorm(p, dim, maxnorm);
}
