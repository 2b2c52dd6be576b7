namespace TorchSharp;

public static partial class torch
{
    // Special functions.

    public static partial class special
    {
        public static Tensor entr(Tensor input) => _special_entr.One(input);
        public static Tensor erf(Tensor input) => input.erf();
        public static Tensor erfc(Tensor input) => input.erfc();
        public static Tensor erfcx(Tensor input) => _special_erfcx.One(input);
        public static Tensor erfinv(Tensor input) => input.erfinv();
        public static Tensor expit(Tensor input) => input.sigmoid();
        public static Tensor sigmoid(Tensor input) => input.sigmoid();
        public static Tensor sigmoid_(Tensor input) => input.sigmoid_();
        public static Tensor expm1(Tensor input) => input.expm1();
        public static Tensor exp2(Tensor input) => input.exp2();
        public static Tensor gammaln(Tensor input) => input.lgamma();
        public static Tensor digamma(Tensor input) => input.digamma();
        public static Tensor psi(Tensor input) => input.digamma();
        public static Tensor polygamma(long n, Tensor input) => input.polygamma(n);
        public static Tensor multigammaln(Tensor input, long p) => input.mvlgamma(p);
        public static Tensor gammainc(Tensor input, Tensor other) => input.igamma(other);
        public static Tensor gammaincc(Tensor input, Tensor other) => input.igammac(other);
        public static Tensor logit(Tensor input) => input.logit();
        public static Tensor sinc(Tensor input) => input.sinc();
        public static Tensor log_softmax(Tensor input, long dim, ScalarType? dtype = null) => input.log_softmax(dim, dtype);
        public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => input.softmax(dim, dtype);
        public static Tensor i0(Tensor input) => input.i0();
        public static Tensor i0e(Tensor input) => _special_i0e.One(input);
        public static Tensor i1(Tensor input) => _special_i1.One(input);
        public static Tensor i1e(Tensor input) => _special_i1e.One(input);
        public static Tensor ndtr(Tensor input) => _special_ndtr.One(input);
        public static Tensor ndtri(Tensor input) => _special_ndtri.One(input);
        public static Tensor xlog1py(Tensor input, Tensor other) => _special_xlog1py.One(input, other);
        public static Tensor zeta(Tensor x, Tensor q) => _special_zeta.One(x, q);
        public static Tensor airy_ai(Tensor input, Tensor? @out = null) => Tensor.To(@out, _special_airy_ai.One(input));
        public static Tensor bessel_j0(Tensor input, Tensor? @out = null) => Tensor.To(@out, _special_bessel_j0.One(input));
        public static Tensor bessel_j1(Tensor input, Tensor? @out = null) => Tensor.To(@out, _special_bessel_j1.One(input));
        public static Tensor bessel_y0(Tensor input, Tensor? @out = null) => Tensor.To(@out, _special_bessel_y0.One(input));
        public static Tensor bessel_y1(Tensor input, Tensor? @out = null) => Tensor.To(@out, _special_bessel_y1.One(input));
        public static Tensor modified_bessel_i0(Tensor input, Tensor? @out = null) => Tensor.To(@out, _special_modified_bessel_i0.One(input));
        public static Tensor modified_bessel_i1(Tensor input, Tensor? @out = null) => Tensor.To(@out, _special_modified_bessel_i1.One(input));
        public static Tensor modified_bessel_k0(Tensor input, Tensor? @out = null) => Tensor.To(@out, _special_modified_bessel_k0.One(input));
        public static Tensor modified_bessel_k1(Tensor input, Tensor? @out = null) => Tensor.To(@out, _special_modified_bessel_k1.One(input));
        public static Tensor scaled_modified_bessel_k0(Tensor input, Tensor? @out = null) => Tensor.To(@out, _special_scaled_modified_bessel_k0.One(input));
        public static Tensor scaled_modified_bessel_k1(Tensor input, Tensor? @out = null) => Tensor.To(@out, _special_scaled_modified_bessel_k1.One(input));
        public static Tensor spherical_bessel_j0(Tensor input, Tensor? @out = null) => Tensor.To(@out, _special_spherical_bessel_j0.One(input));
        public static Tensor chebyshev_polynomial_t(Tensor x, Tensor n, Tensor? @out = null) => Tensor.To(@out, _special_chebyshev_polynomial_t.One(x, n));
        public static Tensor chebyshev_polynomial_u(Tensor x, Tensor n, Tensor? @out = null) => Tensor.To(@out, _special_chebyshev_polynomial_u.One(x, n));
        public static Tensor chebyshev_polynomial_v(Tensor x, Tensor n, Tensor? @out = null) => Tensor.To(@out, _special_chebyshev_polynomial_v.One(x, n));
        public static Tensor chebyshev_polynomial_w(Tensor x, Tensor n, Tensor? @out = null) => Tensor.To(@out, _special_chebyshev_polynomial_w.One(x, n));
        public static Tensor hermite_polynomial_h(Tensor x, Tensor n, Tensor? @out = null) => Tensor.To(@out, _special_hermite_polynomial_h.One(x, n));
        public static Tensor hermite_polynomial_he(Tensor x, Tensor n, Tensor? @out = null) => Tensor.To(@out, _special_hermite_polynomial_he.One(x, n));
        public static Tensor laguerre_polynomial_l(Tensor x, Tensor n, Tensor? @out = null) => Tensor.To(@out, _special_laguerre_polynomial_l.One(x, n));
        public static Tensor legendre_polynomial_p(Tensor x, Tensor n, Tensor? @out = null) => Tensor.To(@out, _special_legendre_polynomial_p.One(x, n));
        public static Tensor shifted_chebyshev_polynomial_t(Tensor x, Tensor n, Tensor? @out = null) =>
            Tensor.To(@out, _special_shifted_chebyshev_polynomial_t.One(x, n));
        public static Tensor shifted_chebyshev_polynomial_u(Tensor x, Tensor n, Tensor? @out = null) =>
            Tensor.To(@out, _special_shifted_chebyshev_polynomial_u.One(x, n));
        public static Tensor shifted_chebyshev_polynomial_v(Tensor x, Tensor n, Tensor? @out = null) =>
            Tensor.To(@out, _special_shifted_chebyshev_polynomial_v.One(x, n));
        public static Tensor shifted_chebyshev_polynomial_w(Tensor x, Tensor n, Tensor? @out = null) =>
            Tensor.To(@out, _special_shifted_chebyshev_polynomial_w.One(x, n));

        private static readonly Op _special_entr = new("special_entr"), _special_erfcx = new("special_erfcx"), _special_i0e = new("special_i0e"),
            _special_i1 = new("special_i1"), _special_i1e = new("special_i1e"), _special_ndtr = new("special_ndtr"), _special_ndtri = new("special_ndtri"),
            _special_xlog1py = new("special_xlog1py"), _special_zeta = new("special_zeta"), _special_airy_ai = new("special_airy_ai"),
            _special_bessel_j0 = new("special_bessel_j0"), _special_bessel_j1 = new("special_bessel_j1"), _special_bessel_y0 = new("special_bessel_y0"),
            _special_bessel_y1 = new("special_bessel_y1"), _special_modified_bessel_i0 = new("special_modified_bessel_i0"),
            _special_modified_bessel_i1 = new("special_modified_bessel_i1"), _special_modified_bessel_k0 = new("special_modified_bessel_k0"),
            _special_modified_bessel_k1 = new("special_modified_bessel_k1"), _special_scaled_modified_bessel_k0 = new("special_scaled_modified_bessel_k0"),
            _special_scaled_modified_bessel_k1 = new("special_scaled_modified_bessel_k1"), _special_spherical_bessel_j0 = new("special_spherical_bessel_j0"),
            _special_chebyshev_polynomial_t = new("special_chebyshev_polynomial_t"), _special_chebyshev_polynomial_u = new("special_chebyshev_polynomial_u"),
            _special_chebyshev_polynomial_v = new("special_chebyshev_polynomial_v"), _special_chebyshev_polynomial_w = new("special_chebyshev_polynomial_w"),
            _special_hermite_polynomial_h = new("special_hermite_polynomial_h"), _special_hermite_polynomial_he = new("special_hermite_polynomial_he"),
            _special_laguerre_polynomial_l = new("special_laguerre_polynomial_l"), _special_legendre_polynomial_p = new("special_legendre_polynomial_p"),
            _special_shifted_chebyshev_polynomial_t = new("special_shifted_chebyshev_polynomial_t"),
            _special_shifted_chebyshev_polynomial_u = new("special_shifted_chebyshev_polynomial_u"),
            _special_shifted_chebyshev_polynomial_v = new("special_shifted_chebyshev_polynomial_v"),
            _special_shifted_chebyshev_polynomial_w = new("special_shifted_chebyshev_polynomial_w");
    }
}
