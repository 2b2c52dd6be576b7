namespace TorchSharp;

public static partial class torch
{
    // Linear algebra, for one matrix or a batch of them.

    public static partial class linalg
    {
        public static Tensor cholesky(Tensor input) => _linalg_cholesky.One(input);
        public static (Tensor, Tensor) cholesky_ex(Tensor input, bool check_errors = false) => _linalg_cholesky_ex.Two(input, Arg.Default, check_errors);
        public static Tensor solve(Tensor A, Tensor B, bool left = true) => _linalg_solve.One(A, B, left);
        public static (Tensor, Tensor) solve_ex(Tensor A, Tensor B, bool left = true, bool check_errors = false) =>
            _linalg_solve_ex.Two(A, B, left, check_errors);
        public static Tensor solve_triangular(Tensor A, Tensor B, bool upper, bool left = true, bool unitriangular = false, Tensor? @out = null) =>
            Tensor.To(@out, _linalg_solve_triangular.One(A, B, upper, left, unitriangular));
        public static Tensor inv(Tensor input) => _linalg_inv.One(input);
        public static (Tensor, Tensor) inv_ex(Tensor input, bool check_errors = false) => _linalg_inv_ex.Two(input, check_errors);
        public static Tensor det(Tensor input) => _linalg_det.One(input);
        public static (Tensor, Tensor) slogdet(Tensor input) => _linalg_slogdet.Two(input);
        public static (Tensor, Tensor) eig(Tensor input) => _linalg_eig.Two(input);
        public static Tensor eigvals(Tensor input) => _linalg_eigvals.One(input);
        public static (Tensor, Tensor) eigh(Tensor input, char UPLO = 'L') => _linalg_eigh.Two(input, UPLO.ToString());
        public static Tensor eigvalsh(Tensor input, char UPLO = 'L') => _linalg_eigvalsh.One(input, UPLO.ToString());
        public static (Tensor, Tensor, Tensor) svd(Tensor input, bool fullMatrices = true) => _linalg_svd.Three(input, fullMatrices);
        public static Tensor svdvals(Tensor input) => _linalg_svdvals.One(input);
        public static (Tensor, Tensor) qr(Tensor input, linalg.QRMode mode = 0) =>
            _linalg_qr.Two(input, mode == QRMode.R ? "r" : mode.ToString().ToLowerInvariant());
        public static (Tensor, Tensor, Tensor) lu(Tensor input, bool pivot = true) => _linalg_lu.Three(input, pivot);
        public static (Tensor, Tensor?) lu_factor(Tensor input, bool pivot = true) => _linalg_lu_factor.Two(input, pivot);
        public static Tensor lu_solve(Tensor LU, Tensor pivots, Tensor B, bool left = true, bool adjoint = false, Tensor? @out = null) =>
            Tensor.To(@out, _linalg_lu_solve.One(LU, pivots, B, left, adjoint));
        public static (Tensor, Tensor) ldl_factor(Tensor input, bool hermitian = true) => _linalg_ldl_factor.Two(input, hermitian);
        public static (Tensor, Tensor, Tensor) ldl_factor_ex(Tensor input, bool hermitian = true, bool check_errors = false) =>
            _linalg_ldl_factor_ex.Three(input, hermitian, check_errors);
        public static Tensor ldl_solve(Tensor LD, Tensor pivots, Tensor B, bool hermitian = false) => _linalg_ldl_solve.One(LD, pivots, B, hermitian);
        public static (Tensor, Tensor, Tensor, Tensor) lstsq(Tensor input, Tensor other) => Four(_linalg_lstsq.Many(input, other));
        public static (Tensor, Tensor, Tensor, Tensor) lstsq(Tensor input, Tensor other, double rcond) => Four(_linalg_lstsq.Many(input, other, rcond));
        public static Tensor pinv(Tensor input, double? atol = null, double? rtol = null, bool hermitian = false) =>
            _linalg_pinv_atol_rtol_float.One(input, atol, rtol, hermitian);
        public static Tensor pinv(Tensor input, Tensor atol, Tensor? rtol = null, bool hermitian = false) =>
            _linalg_pinv_atol_rtol_tensor.One(input, atol, rtol, hermitian);
        public static Tensor matrix_rank(Tensor input, double? atol = null, double? rtol = null, bool hermitian = false) =>
            _linalg_matrix_rank_atol_rtol_float.One(input, atol, rtol, hermitian);
        public static Tensor matrix_rank(Tensor input, Tensor atol, Tensor? rtol = null, bool hermitian = false) =>
            _linalg_matrix_rank_atol_rtol_tensor.One(input, atol, rtol, hermitian);
        public static Tensor matrix_exp(Tensor input) => _matrix_exp.One(input);
        public static Tensor multi_dot(IList<Tensor> tensors) => _linalg_multi_dot.One(tensors.ToArray());
        public static Tensor cond(Tensor input) => _linalg_cond.One(input);
        public static Tensor cond(Tensor input, double p) => _linalg_cond.One(input, p);
        public static Tensor cond(Tensor input, int p) => _linalg_cond.One(input, p);
        public static Tensor cond(Tensor input, string p) => _linalg_cond_p_str.One(input, p);
        public static Tensor norm(Tensor input, long[]? dims = null, bool keepdim = false) => _linalg_norm.One(input, Arg.None, dims, keepdim);
        public static Tensor norm(Tensor input, double ord, long[]? dims = null, bool keepdim = false) => _linalg_norm.One(input, ord, dims, keepdim);
        public static Tensor norm(Tensor input, int ord, long[]? dims = null, bool keepdim = false) => _linalg_norm.One(input, ord, dims, keepdim);
        public static Tensor norm(Tensor input, string ord, long[]? dims = null, bool keepdim = false) => _linalg_norm_ord_str.One(input, ord, dims, keepdim);
        public static Tensor vector_norm(Tensor input, double ord = 2, long[]? dims = null, bool keepdim = false) =>
            _linalg_vector_norm.One(input, ord, dims, keepdim);
        public static Tensor matrix_norm(Tensor input, double ord, long[]? dims = null, bool keepdim = false) =>
            _linalg_matrix_norm.One(input, ord, dims ?? [-2, -1], keepdim);
        public static Tensor matrix_norm(Tensor input, string ord = "fro", long[]? dims = null, bool keepdim = false) =>
            _linalg_matrix_norm_str_ord.One(input, ord, dims ?? [-2, -1], keepdim);
        public static Tensor cross(Tensor input, Tensor other, long dim = -1) => _linalg_cross.One(input, other, dim);
        public static Tensor vecdot(Tensor x, Tensor y, long dim = -1, Tensor? @out = null) => Tensor.To(@out, _linalg_vecdot.One(x, y, dim));
        public static Tensor diagonal(Tensor input, int offset = 0, int dim1 = -2, int dim2 = -1) => _linalg_diagonal.One(input, offset, dim1, dim2);
        public static Tensor vander(Tensor input, long? N = null) => _linalg_vander.One(input, N);
        public static Tensor householder_product(Tensor A, Tensor tau) => _linalg_householder_product.One(A, tau);
        public static Tensor tensorinv(Tensor input, long ind) => _linalg_tensorinv.One(input, ind);
        public static Tensor tensorsolve(Tensor A, Tensor B, long[] dims) => _linalg_tensorsolve.One(A, B, dims);
        public enum QRMode { Reduced, Complete, R }
        private static (Tensor, Tensor, Tensor, Tensor) Four(Tensor[] results) => (results[0], results[1], results[2], results[3]);

        private static readonly Op _linalg_cholesky = new("linalg_cholesky"), _linalg_cholesky_ex = new("linalg_cholesky_ex"),
            _linalg_solve = new("linalg_solve"), _linalg_solve_ex = new("linalg_solve_ex"), _linalg_solve_triangular = new("linalg_solve_triangular"),
            _linalg_inv = new("linalg_inv"), _linalg_inv_ex = new("linalg_inv_ex"), _linalg_det = new("linalg_det"), _linalg_slogdet = new("linalg_slogdet"),
            _linalg_eig = new("linalg_eig"), _linalg_eigvals = new("linalg_eigvals"), _linalg_eigh = new("linalg_eigh"),
            _linalg_eigvalsh = new("linalg_eigvalsh"), _linalg_svd = new("linalg_svd"), _linalg_svdvals = new("linalg_svdvals"),
            _linalg_qr = new("linalg_qr"), _linalg_lu = new("linalg_lu"), _linalg_lu_factor = new("linalg_lu_factor"),
            _linalg_lu_solve = new("linalg_lu_solve"), _linalg_ldl_factor = new("linalg_ldl_factor"), _linalg_ldl_factor_ex = new("linalg_ldl_factor_ex"),
            _linalg_ldl_solve = new("linalg_ldl_solve"), _linalg_lstsq = new("linalg_lstsq"),
            _linalg_pinv_atol_rtol_float = new("linalg_pinv", "atol_rtol_float"), _linalg_pinv_atol_rtol_tensor = new("linalg_pinv", "atol_rtol_tensor"),
            _linalg_matrix_rank_atol_rtol_float = new("linalg_matrix_rank", "atol_rtol_float"),
            _linalg_matrix_rank_atol_rtol_tensor = new("linalg_matrix_rank", "atol_rtol_tensor"), _matrix_exp = new("matrix_exp"),
            _linalg_multi_dot = new("linalg_multi_dot"), _linalg_cond = new("linalg_cond"), _linalg_cond_p_str = new("linalg_cond", "p_str"),
            _linalg_norm = new("linalg_norm"), _linalg_norm_ord_str = new("linalg_norm", "ord_str"), _linalg_vector_norm = new("linalg_vector_norm"),
            _linalg_matrix_norm = new("linalg_matrix_norm"), _linalg_matrix_norm_str_ord = new("linalg_matrix_norm", "str_ord"),
            _linalg_cross = new("linalg_cross"), _linalg_vecdot = new("linalg_vecdot"), _linalg_diagonal = new("linalg_diagonal"),
            _linalg_vander = new("linalg_vander"), _linalg_householder_product = new("linalg_householder_product"),
            _linalg_tensorinv = new("linalg_tensorinv"), _linalg_tensorsolve = new("linalg_tensorsolve");
    }
}
