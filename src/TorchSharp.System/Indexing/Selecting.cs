namespace TorchSharp;

public static partial class torch
{
    // Elements by index or mask, and writing to them.

    public partial class Tensor
    {
        public Tensor index_select(long dim, Tensor index) => _index_select.One(this, dim, index);
        public Tensor gather(long dim, Tensor index) => _gather.One(this, dim, index);
        public Tensor scatter(long dim, Tensor index, Tensor src) => _scatter_src.One(this, dim, index, src);
        public Tensor scatter_(long dim, Tensor index, Tensor src) => _scatter__src.In(this, dim, index, src);
        public Tensor scatter_add(long dim, Tensor index, Tensor src) => _scatter_add.One(this, dim, index, src);
        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => _scatter_add_.In(this, dim, index, src);
        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha) => _index_add.One(this, dim, index, source, alpha);
        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha) => _index_add_.In(this, dim, index, source, alpha);
        public Tensor index_copy(long dim, Tensor index, Tensor source) => _index_copy.One(this, dim, index, source);
        public Tensor index_copy_(long dim, Tensor index, Tensor source) => _index_copy_.In(this, dim, index, source);
        public Tensor index_fill(long dim, Tensor index, Scalar value) => _index_fill_int_Scalar.One(this, dim, index, value);
        public Tensor index_fill_(long dim, Tensor index, Scalar value) => _index_fill__int_Scalar.In(this, dim, index, value);
        public Tensor masked_fill(Tensor mask, Scalar value) => _masked_fill_Scalar.One(this, mask, value);
        public Tensor masked_fill_(Tensor mask, Scalar value) => _masked_fill__Scalar.In(this, mask, value);
        public Tensor masked_scatter(Tensor mask, Tensor value) => _masked_scatter.One(this, mask, value);
        public Tensor masked_scatter_(Tensor mask, Tensor value) => _masked_scatter_.In(this, mask, value);
        public Tensor masked_select(Tensor mask) => _masked_select.One(this, mask);
        public Tensor take(Tensor index) => _take.One(this, index);
        public Tensor take_along_dim(Tensor indices) => _take_along_dim.One(this, indices);
        public Tensor take_along_dim(Tensor indices, long dim) => _take_along_dim.One(this, indices, dim);
        public Tensor select_scatter(Tensor src, long dim, long index) => _select_scatter.One(this, src, dim, index);
        public Tensor slice_scatter(Tensor src, long dim = 0, long? start = null, long? end = null, long step = 1) =>
            _slice_scatter.One(this, src, dim, start, end, step);
        public Tensor diagonal_scatter(Tensor src, long offset = 0, long dim1 = 0, long dim2 = 1) => _diagonal_scatter.One(this, src, offset, dim1, dim2);
        public Tensor nonzero() => _nonzero.One(this);
        public Tensor argwhere() => _argwhere.One(this);

        private static readonly Op _index_select = new("index_select"), _gather = new("gather"), _scatter_src = new("scatter", "src"),
            _scatter__src = new("scatter_", "src"), _scatter_add = new("scatter_add"), _scatter_add_ = new("scatter_add_"), _index_add = new("index_add"),
            _index_add_ = new("index_add_"), _index_copy = new("index_copy"), _index_copy_ = new("index_copy_"),
            _index_fill_int_Scalar = new("index_fill", "int_Scalar"), _index_fill__int_Scalar = new("index_fill_", "int_Scalar"),
            _masked_fill_Scalar = new("masked_fill", "Scalar"), _masked_fill__Scalar = new("masked_fill_", "Scalar"),
            _masked_scatter = new("masked_scatter"), _masked_scatter_ = new("masked_scatter_"), _masked_select = new("masked_select"), _take = new("take"),
            _take_along_dim = new("take_along_dim"), _select_scatter = new("select_scatter"), _slice_scatter = new("slice_scatter"),
            _diagonal_scatter = new("diagonal_scatter"), _nonzero = new("nonzero"), _argwhere = new("argwhere");
    }

    public static Tensor gather(Tensor input, long dim, Tensor index, bool sparse_grad = false) => _gather.One(input, dim, index, sparse_grad);
    public static Tensor index_select(Tensor input, long dim, Tensor index) => input.index_select(dim, index);
    public static Tensor gather(Tensor input, long dim, Tensor index) => input.gather(dim, index);
    public static Tensor scatter(Tensor input, long dim, Tensor index, Tensor src) => input.scatter(dim, index, src);
    public static Tensor scatter_(Tensor input, long dim, Tensor index, Tensor src) => input.scatter_(dim, index, src);
    public static Tensor scatter_add(Tensor input, long dim, Tensor index, Tensor src) => input.scatter_add(dim, index, src);
    public static Tensor scatter_add_(Tensor input, long dim, Tensor index, Tensor src) => input.scatter_add_(dim, index, src);
    public static Tensor index_add(Tensor input, long dim, Tensor index, Tensor source, Scalar alpha) => input.index_add(dim, index, source, alpha);
    public static Tensor index_add_(Tensor input, long dim, Tensor index, Tensor source, Scalar alpha) => input.index_add_(dim, index, source, alpha);
    public static Tensor index_copy(Tensor input, long dim, Tensor index, Tensor source) => input.index_copy(dim, index, source);
    public static Tensor index_copy_(Tensor input, long dim, Tensor index, Tensor source) => input.index_copy_(dim, index, source);
    public static Tensor index_fill(Tensor input, long dim, Tensor index, Scalar value) => input.index_fill(dim, index, value);
    public static Tensor index_fill_(Tensor input, long dim, Tensor index, Scalar value) => input.index_fill_(dim, index, value);
    public static Tensor masked_select(Tensor input, Tensor mask) => input.masked_select(mask);
    public static Tensor take(Tensor input, Tensor index) => input.take(index);
    public static Tensor take_along_dim(Tensor input, Tensor indices, long dim = 0) => input.take_along_dim(indices, dim);
    public static Tensor select_scatter(Tensor input, Tensor src, long dim, long index) => input.select_scatter(src, dim, index);
    public static Tensor slice_scatter(Tensor input, Tensor src, long dim = 0, long? start = null, long? end = null, long step = 1) =>
        input.slice_scatter(src, dim, start, end, step);
    public static Tensor diagonal_scatter(Tensor input, Tensor src, long offset = 0, long dim1 = 0, long dim2 = 1) =>
        input.diagonal_scatter(src, offset, dim1, dim2);
    public static Tensor nonzero(Tensor input) => input.nonzero();
    public static Tensor argwhere(Tensor input) => input.argwhere();

    private static readonly Op _gather = new("gather");
}
