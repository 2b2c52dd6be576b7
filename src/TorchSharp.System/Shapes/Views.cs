namespace TorchSharp;

public static partial class torch
{
    // The same numbers under another shape; views share their memory.

    public partial class Tensor
    {
        public Tensor view(params long[] shape) => _view.One(this, shape);
        public Tensor view_as(Tensor other) => _view_as.One(this, other);
        public Tensor reshape(params long[] shape) => _reshape.One(this, shape);
        public Tensor flatten(long start_dim = 0, long end_dim = -1) => _flatten_using_ints.One(this, start_dim, end_dim);
        public Tensor unflatten(long dim, params long[] sizes) =>
            dim >= 0 && dim < ndim ? _unflatten_int.One(this, dim, sizes) : throw new ArgumentException($"Invalid 'dim' argument: {dim}."); // as in TorchSharp
        public Tensor unflatten(long dim, Size sizes) => unflatten(dim, sizes.Shape);
        public Tensor ravel() => _ravel.One(this);
        public Tensor permute(params long[] permutation) => _permute.One(this, permutation);
        public Tensor permute(IEnumerable<long> permutation) => permute(permutation.ToArray());
        public Tensor transpose(long dim0, long dim1) => _transpose_int.One(this, dim0, dim1);
        public Tensor transpose_(long dim0, long dim1) => _transpose_.In(this, dim0, dim1);
        public Tensor swapaxes(long dim0, long dim1) => _transpose_int.One(this, dim0, dim1);
        public Tensor swapdims(long dim0, long dim1) => _transpose_int.One(this, dim0, dim1);
        public Tensor t() => _t.One(this);
        public Tensor adjoint() => _adjoint.One(this);
        public Tensor movedim(long[] source, long[] destination) => _movedim_intlist.One(this, source, destination);
        public Tensor moveaxis(long[] source, long[] destination) => _movedim_intlist.One(this, source, destination);
        public Tensor expand(params long[] sizes) => _expand.One(this, sizes);
        public Tensor expand(long[] sizes, bool isImplicit = false) => _expand.One(this, sizes, isImplicit);
        public Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false) => expand(sizes.ToArray(), isImplicit);
        public Tensor expand(Size sizes, bool isImplicit = false) => expand(sizes.Shape, isImplicit);
        public Tensor expand_as(Tensor other) => _expand_as.One(this, other);
        public Tensor broadcast_to(params long[] shape) => _broadcast_to.One(this, shape);
        public Tensor unsqueeze(long dim) => _unsqueeze.One(this, dim);
        public Tensor unsqueeze_(long dim) => _unsqueeze_.In(this, dim);
        public Tensor squeeze(long? dim = null) => dim is { } d ? _squeeze_dim.One(this, d) : _squeeze.One(this);
        public Tensor squeeze_(long? dim = null) => dim is { } d ? _squeeze__dim.In(this, d) : _squeeze_.In(this);
        public Tensor atleast_1d() => _atleast_1d.One(this);
        public Tensor atleast_2d() => _atleast_2d.One(this);
        public Tensor atleast_3d() => _atleast_3d.One(this);
        public Tensor as_strided(long[] size, long[] strides, long storageOffset = 0) => _as_strided.One(this, size, strides, storageOffset);
        public Tensor unfold(long dimension, long size, long step) => _unfold.One(this, dimension, size, step);
        public Tensor diagonal(long offset = 0, long dim1 = 0, long dim2 = 1) => _diagonal.One(this, offset, dim1, dim2);
        public Tensor narrow(long dim, long start, long length) => _narrow.One(this, dim, start, length);
        public Tensor select(long dim, long index) => _select_int.One(this, dim, index);
        public Tensor slice(long dim, long start, long finish, long step) => _slice_Tensor.One(this, dim, start, finish, step);
        public Tensor contiguous() => _contiguous.One(this);
        public Tensor clone() => _clone.One(this);
        public Tensor conj() => _conj.One(this);
        public Tensor conj_physical() => _conj_physical.One(this);
        public Tensor conj_physical_() => _conj_physical_.In(this);
        public Tensor resolve_conj() => _resolve_conj.One(this);
        public Tensor resolve_neg() => _resolve_neg.One(this);
        public Tensor view_as_real() => _view_as_real.One(this);
        public Tensor view_as_complex() => _view_as_complex.One(this);
        public Tensor real => _real.One(this);
        public Tensor imag => _imag.One(this);
        public Tensor T => _numpy_T.One(this);
        public Tensor H => adjoint();
        public Tensor mT => _mT.One(this);
        public Tensor mH => _mH.One(this);

        private static readonly Op _view = new("view"), _view_as = new("view_as"), _reshape = new("reshape"),
            _flatten_using_ints = new("flatten", "using_ints"), _unflatten_int = new("unflatten", "int"), _ravel = new("ravel"), _permute = new("permute"),
            _transpose_int = new("transpose", "int"), _transpose_ = new("transpose_"), _t = new("t"), _adjoint = new("adjoint"),
            _movedim_intlist = new("movedim", "intlist"), _expand = new("expand"), _expand_as = new("expand_as"), _broadcast_to = new("broadcast_to"),
            _unsqueeze = new("unsqueeze"), _unsqueeze_ = new("unsqueeze_"), _squeeze = new("squeeze"), _squeeze_dim = new("squeeze", "dim"),
            _squeeze_ = new("squeeze_"), _squeeze__dim = new("squeeze_", "dim"), _atleast_1d = new("atleast_1d"), _atleast_2d = new("atleast_2d"),
            _atleast_3d = new("atleast_3d"), _as_strided = new("as_strided"), _unfold = new("unfold"), _diagonal = new("diagonal"), _narrow = new("narrow"),
            _select_int = new("select", "int"), _slice_Tensor = new("slice", "Tensor"), _contiguous = new("contiguous"), _clone = new("clone"),
            _conj = new("conj"), _conj_physical = new("conj_physical"), _conj_physical_ = new("conj_physical_"), _resolve_conj = new("resolve_conj"),
            _resolve_neg = new("resolve_neg"), _view_as_real = new("view_as_real"), _view_as_complex = new("view_as_complex"), _real = new("real"),
            _imag = new("imag"), _numpy_T = new("numpy_T"), _mT = new("mT"), _mH = new("mH");
    }

    public static Tensor movedim(Tensor input, long source, long destination) => input.movedim([source], [destination]);
    public static Tensor moveaxis(Tensor input, long source, long destination) => input.movedim([source], [destination]);
    public static Tensor moveaxis(Tensor input, (long, long) source, (long, long) destination) =>
        input.movedim([source.Item1, source.Item2], [destination.Item1, destination.Item2]);
    public static Tensor moveaxis(Tensor input, (long, long, long) source, (long, long, long) destination) =>
        input.movedim([source.Item1, source.Item2, source.Item3], [destination.Item1, destination.Item2, destination.Item3]);
    public static Tensor real(Tensor input) => input.real;
    public static Tensor imag(Tensor input) => input.imag;
    public static Tensor reshape(Tensor input, params long[] shape) => input.reshape(shape);
    public static Tensor flatten(Tensor input, long start_dim = 0, long end_dim = -1) => input.flatten(start_dim, end_dim);
    public static Tensor unflatten(Tensor input, long dim, Size sizes) => input.unflatten(dim, sizes);
    public static Tensor unflatten(Tensor input, long dim, params long[] sizes) => input.unflatten(dim, sizes);
    public static Tensor ravel(Tensor input) => input.ravel();
    public static Tensor permute(Tensor input, params long[] permutation) => input.permute(permutation);
    public static Tensor transpose(Tensor input, long dim0, long dim1) => input.transpose(dim0, dim1);
    public static Tensor swapaxes(Tensor input, long axis0, long axis1) => input.swapaxes(axis0, axis1);
    public static Tensor swapdims(Tensor input, long dim0, long dim1) => input.swapdims(dim0, dim1);
    public static Tensor t(Tensor input) => input.t();
    public static Tensor adjoint(Tensor input) => input.adjoint();
    public static Tensor movedim(Tensor input, long[] source, long[] destination) => input.movedim(source, destination);
    public static Tensor moveaxis(Tensor input, long[] source, long[] destination) => input.moveaxis(source, destination);
    public static Tensor broadcast_to(Tensor input, params long[] shape) => input.broadcast_to(shape);
    public static Tensor unsqueeze(Tensor input, long dim) => input.unsqueeze(dim);
    public static Tensor unsqueeze_(Tensor input, long dim) => input.unsqueeze_(dim);
    public static Tensor squeeze(Tensor input, long? dim = null) => input.squeeze(dim);
    public static Tensor squeeze_(Tensor input, long? dim = null) => input.squeeze_(dim);
    public static Tensor diagonal(Tensor input, long offset = 0, long dim1 = 0, long dim2 = 1) => input.diagonal(offset, dim1, dim2);
    public static Tensor narrow(Tensor input, long dim, long start, long length) => input.narrow(dim, start, length);
    public static Tensor select(Tensor input, long dim, long index) => input.select(dim, index);
    public static Tensor clone(Tensor input) => input.clone();
    public static Tensor conj(Tensor input) => input.conj();
    public static Tensor conj_physical(Tensor input) => input.conj_physical();
    public static Tensor conj_physical_(Tensor input) => input.conj_physical_();
    public static Tensor resolve_conj(Tensor input) => input.resolve_conj();
    public static Tensor resolve_neg(Tensor input) => input.resolve_neg();
    public static Tensor view_as_real(Tensor input) => input.view_as_real();
    public static Tensor view_as_complex(Tensor input) => input.view_as_complex();
}
