namespace TorchSharp;

public static partial class torch
{
    // Determinants, inverses and factors of matrices; the rest is torch.linalg.

    public partial class Tensor
    {
        public Tensor det() => _linalg_det.One(this);
        public Tensor logdet() => _logdet.One(this);
        public Tensor inverse() => _inverse.One(this);
        public Tensor pinverse(double rcond = 1e-15, bool hermitian = false) => _linalg_pinv.One(this, rcond, hermitian);
        public Tensor matrix_exp() => _matrix_exp.One(this);
        public Tensor matrix_power(int n) => _matrix_power.One(this, n);
        public Tensor cholesky_solve(Tensor input2, bool upper = false) => _cholesky_solve.One(this, input2, upper);
        public Tensor cholesky_inverse(bool upper = false) => _cholesky_inverse.One(this, upper);
        public (Tensor, Tensor) geqrf() => _geqrf.Two(this);
        public Tensor ormqr(Tensor tau, Tensor other, bool left = true, bool transpose = false) => _ormqr.One(this, tau, other, left, transpose);

        private static readonly Op _linalg_det = new("linalg_det"), _logdet = new("logdet"), _inverse = new("inverse"), _linalg_pinv = new("linalg_pinv"),
            _matrix_exp = new("matrix_exp"), _matrix_power = new("matrix_power"), _cholesky_solve = new("cholesky_solve"),
            _cholesky_inverse = new("cholesky_inverse"), _geqrf = new("geqrf"), _ormqr = new("ormqr");
    }

    public static (Tensor, Tensor) slogdet(Tensor A) => linalg.slogdet(A);
    public static Tensor orgqr(Tensor input, Tensor tau) => _orgqr.One(input, tau);
    public static (Tensor, Tensor, Tensor) lu(Tensor A, bool pivot = true, bool get_infos = false) => __lu_with_info.Three(A, pivot);
    public static (Tensor, Tensor, Tensor) lu_unpack(Tensor LU_data, Tensor LU_pivots, bool unpack_data = true, bool unpack_pivots = true) =>
        _lu_unpack.Three(LU_data, LU_pivots, unpack_data, unpack_pivots);
    public static Tensor det(Tensor input) => input.det();
    public static Tensor logdet(Tensor input) => input.logdet();
    public static Tensor inverse(Tensor input) => input.inverse();
    public static Tensor pinverse(Tensor input, double rcond = 1e-15, bool hermitian = false) => input.pinverse(rcond, hermitian);
    public static Tensor matrix_exp(Tensor input) => input.matrix_exp();
    public static Tensor matrix_power(Tensor input, int n) => input.matrix_power(n);
    public static Tensor cholesky_solve(Tensor input, Tensor input2, bool upper = false) => input.cholesky_solve(input2, upper);
    public static Tensor cholesky_inverse(Tensor input, bool upper = false) => input.cholesky_inverse(upper);
    public static (Tensor, Tensor) geqrf(Tensor input) => input.geqrf();
    public static Tensor ormqr(Tensor input, Tensor tau, Tensor other, bool left = true, bool transpose = false) => input.ormqr(tau, other, left, transpose);

    private static readonly Op _orgqr = new("orgqr"), __lu_with_info = new("_lu_with_info"), _lu_unpack = new("lu_unpack");
}
