namespace TorchSharp;

public static partial class torch
{
    // Many tensors into one, and one into many.

    public partial class Tensor
    {
        public Tensor[] chunk(long chunks, long dim = 0) => _chunk.Many(this, chunks, dim);
        public Tensor[] split(long size, int dim = 0) => _split_Tensor.Many(this, size, dim);
        public Tensor[] split(long[] sizes, long dim = 0) => _split_with_sizes.Many(this, sizes, dim);
        public Tensor[] split(ReadOnlySpan<long> sizes, long dim = 0) => split(sizes.ToArray(), dim);
        public Tensor[] split(params long[] sizes) => _split_with_sizes.Many(this, sizes);
        public Tensor[] tensor_split(long size, long dim = 0) => _tensor_split_sections.Many(this, size, dim);
        public Tensor[] tensor_split(long[] sizes, long dim = 0) => _tensor_split_indices.Many(this, sizes, dim);
        public Tensor[] tensor_split(Tensor indices, long dim = 0) => _tensor_split_tensor_indices_or_sections.Many(this, indices, dim);
        public Tensor[] hsplit(Tensor indices) => tensor_split(indices, dim() > 1 ? 1 : 0);
        public Tensor[] vsplit(Tensor indices) => tensor_split(indices, 0);
        public Tensor[] dsplit(Tensor indices) => tensor_split(indices, 2);
        public Tensor[] hsplit(long size) => _hsplit_int.Many(this, size);
        public Tensor[] hsplit(params long[] sizes) => _hsplit_array.Many(this, sizes);
        public Tensor[] vsplit(long size) => _vsplit_int.Many(this, size);
        public Tensor[] vsplit(params long[] sizes) => _vsplit_array.Many(this, sizes);
        public Tensor[] dsplit(long size) => _dsplit_int.Many(this, size);
        public Tensor[] dsplit(params long[] sizes) => _dsplit_array.Many(this, sizes);
        public Tensor[] unbind(long dimension = 0) => _unbind_int.Many(this, dimension);

        private static readonly Op _chunk = new("chunk"), _split_Tensor = new("split", "Tensor"), _split_with_sizes = new("split_with_sizes"),
            _tensor_split_sections = new("tensor_split", "sections"), _tensor_split_indices = new("tensor_split", "indices"),
            _tensor_split_tensor_indices_or_sections = new("tensor_split", "tensor_indices_or_sections"), _hsplit_int = new("hsplit", "int"),
            _hsplit_array = new("hsplit", "array"), _vsplit_int = new("vsplit", "int"), _vsplit_array = new("vsplit", "array"),
            _dsplit_int = new("dsplit", "int"), _dsplit_array = new("dsplit", "array"), _unbind_int = new("unbind", "int");
    }

    public static Tensor[] split(Tensor tensor, long[] split_size_or_sections, long dim = 0) => tensor.split(split_size_or_sections, dim);
    public static Tensor[] hsplit(Tensor input, Tensor indices_or_sections) => input.hsplit(indices_or_sections);
    public static Tensor[] dsplit(Tensor input, Tensor indices_or_sections) => input.dsplit(indices_or_sections);
    public static Tensor[] hsplit(Tensor input, long indices_or_sections) => input.hsplit(indices_or_sections);
    public static Tensor[] hsplit(Tensor input, long[] indices_or_sections) => input.hsplit(indices_or_sections);
    public static Tensor[] vsplit(Tensor input, long[] indices_or_sections) => input.vsplit(indices_or_sections);
    public static Tensor[] dsplit(Tensor input, long[] indices_or_sections) => input.dsplit(indices_or_sections);
    public static Tensor[] unbind(Tensor input, long dim = 0) => input.unbind(dim);
    public static Tensor[] unbind(Tensor tensor, int dim = 0) => tensor.unbind(dim);
    public static IList<Tensor> broadcast_tensors(params Tensor[] tensors) => _broadcast_tensors.Many(tensors);
    public static IEnumerable<Tensor> atleast_1d(params Tensor[] input) => _atleast_1d_Sequence.Many(input);
    public static IEnumerable<Tensor> atleast_2d(params Tensor[] input) => _atleast_2d_Sequence.Many(input);
    public static IEnumerable<Tensor> atleast_3d(params Tensor[] input) => _atleast_3d_Sequence.Many(input);
    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) => _stack.One(tensors.ToArray(), dim);
    public static Tensor[] meshgrid(IEnumerable<Tensor> tensors, string indexing = "ij") => _meshgrid_indexing.Many(tensors.ToArray(), indexing);
    public static Tensor block_diag(params Tensor[] tensors) => _block_diag.One(tensors);
    public static Tensor combinations(Tensor input, int r = 2, bool with_replacement = false) => _combinations.One(input, r, with_replacement);
    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => _cat.One(tensors.ToArray(), dim);
    public static Tensor cat(ReadOnlySpan<Tensor> tensors, long dim = 0) => _cat.One(tensors.ToArray(), dim);
    public static Tensor cat(Tensor[] tensors, long dim = 0) => _cat.One(tensors, dim);
    public static Tensor concat(IList<Tensor> tensors, long dim = 0) => _cat.One(tensors.ToArray(), dim);
    public static Tensor concat(ReadOnlySpan<Tensor> tensors, long dim = 0) => _cat.One(tensors.ToArray(), dim);
    public static Tensor concat(Tensor[] tensors, long dim = 0) => _cat.One(tensors, dim);
    public static Tensor concatenate(IList<Tensor> tensors, long axis = 0) => _cat.One(tensors.ToArray(), axis);
    public static Tensor concatenate(ReadOnlySpan<Tensor> tensors, long axis = 0) => _cat.One(tensors.ToArray(), axis);
    public static Tensor concatenate(Tensor[] tensors, long axis = 0) => _cat.One(tensors, axis);
    public static Tensor hstack(IEnumerable<Tensor> tensors) => _hstack.One(tensors.ToArray());
    public static Tensor hstack(IList<Tensor> tensors) => _hstack.One(tensors.ToArray());
    public static Tensor hstack(ReadOnlySpan<Tensor> tensors) => _hstack.One(tensors.ToArray());
    public static Tensor hstack(params Tensor[] tensors) => _hstack.One(tensors);
    public static Tensor vstack(IList<Tensor> tensors) => _vstack.One(tensors.ToArray());
    public static Tensor vstack(ReadOnlySpan<Tensor> tensors) => _vstack.One(tensors.ToArray());
    public static Tensor vstack(Tensor[] tensors) => _vstack.One(tensors);
    public static Tensor dstack(IEnumerable<Tensor> tensors) => _dstack.One(tensors.ToArray());
    public static Tensor dstack(IList<Tensor> tensors) => _dstack.One(tensors.ToArray());
    public static Tensor dstack(ReadOnlySpan<Tensor> tensors) => _dstack.One(tensors.ToArray());
    public static Tensor dstack(params Tensor[] tensors) => _dstack.One(tensors);
    public static Tensor row_stack(IList<Tensor> tensors) => _vstack.One(tensors.ToArray());
    public static Tensor row_stack(ReadOnlySpan<Tensor> tensors) => _vstack.One(tensors.ToArray());
    public static Tensor row_stack(params Tensor[] tensors) => _vstack.One(tensors);
    public static Tensor column_stack(IList<Tensor> tensors) => _column_stack.One(tensors.ToArray());
    public static Tensor column_stack(ReadOnlySpan<Tensor> tensors) => _column_stack.One(tensors.ToArray());
    public static Tensor column_stack(params Tensor[] tensors) => _column_stack.One(tensors);
    public static Tensor cartesian_prod(IList<Tensor> tensors) => _cartesian_prod.One(tensors.ToArray());
    public static Tensor cartesian_prod(ReadOnlySpan<Tensor> tensors) => _cartesian_prod.One(tensors.ToArray());
    public static Tensor cartesian_prod(params Tensor[] tensors) => _cartesian_prod.One(tensors);
    public static Tensor[] chunk(Tensor input, long chunks, long dim = 0) => input.chunk(chunks, dim);
    public static Tensor[] tensor_split(Tensor input, long indices_or_sections, long dim = 0) => input.tensor_split(indices_or_sections, dim);
    public static Tensor[] tensor_split(Tensor input, long[] indices_or_sections, long dim = 0) => input.tensor_split(indices_or_sections, dim);
    public static Tensor[] tensor_split(Tensor input, Tensor indices_or_sections, long dim = 0) => input.tensor_split(indices_or_sections, dim);
    public static Tensor[] dsplit(Tensor input, long size) => input.dsplit(size);

    private static readonly Op _broadcast_tensors = new("broadcast_tensors"), _atleast_1d_Sequence = new("atleast_1d", "Sequence"),
        _atleast_2d_Sequence = new("atleast_2d", "Sequence"), _atleast_3d_Sequence = new("atleast_3d", "Sequence"), _stack = new("stack"),
        _meshgrid_indexing = new("meshgrid", "indexing"), _block_diag = new("block_diag"), _combinations = new("combinations"), _cat = new("cat"),
        _hstack = new("hstack"), _vstack = new("vstack"), _dstack = new("dstack"), _column_stack = new("column_stack"),
        _cartesian_prod = new("cartesian_prod");
}
