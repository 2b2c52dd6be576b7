namespace TorchSharp;

public static partial class torch
{
    // Functions of one number, applied to each element.

    public partial class Tensor
    {
        public Tensor abs() => _abs.One(this);
        public Tensor abs_() => _abs_.In(this);
        public Tensor absolute() => _absolute.One(this);
        public Tensor absolute_() => _absolute_.In(this);
        public Tensor acos() => _acos.One(this);
        public Tensor acos_() => _acos_.In(this);
        public Tensor acosh() => _acosh.One(this);
        public Tensor acosh_() => _acosh_.In(this);
        public Tensor arccos() => _arccos.One(this);
        public Tensor arccos_() => _arccos_.In(this);
        public Tensor arccosh() => _arccosh.One(this);
        public Tensor arccosh_() => _arccosh_.In(this);
        public Tensor arcsin() => _arcsin.One(this);
        public Tensor arcsin_() => _arcsin_.In(this);
        public Tensor arcsinh() => _arcsinh.One(this);
        public Tensor arcsinh_() => _arcsinh_.In(this);
        public Tensor arctan() => _arctan.One(this);
        public Tensor arctan_() => _arctan_.In(this);
        public Tensor arctanh() => _arctanh.One(this);
        public Tensor arctanh_() => _arctanh_.In(this);
        public Tensor asin() => _asin.One(this);
        public Tensor asin_() => _asin_.In(this);
        public Tensor asinh() => _asinh.One(this);
        public Tensor asinh_() => _asinh_.In(this);
        public Tensor atan() => _atan.One(this);
        public Tensor atan_() => _atan_.In(this);
        public Tensor atanh() => _atanh.One(this);
        public Tensor atanh_() => _atanh_.In(this);
        public Tensor ceil() => _ceil.One(this);
        public Tensor ceil_() => _ceil_.In(this);
        public Tensor cos() => _cos.One(this);
        public Tensor cos_() => _cos_.In(this);
        public Tensor cosh() => _cosh.One(this);
        public Tensor cosh_() => _cosh_.In(this);
        public Tensor deg2rad() => _deg2rad.One(this);
        public Tensor deg2rad_() => _deg2rad_.In(this);
        public Tensor digamma() => _digamma.One(this);
        public Tensor digamma_() => _digamma_.In(this);
        public Tensor erf() => _erf.One(this);
        public Tensor erf_() => _erf_.In(this);
        public Tensor erfc() => _erfc.One(this);
        public Tensor erfc_() => _erfc_.In(this);
        public Tensor erfinv() => _erfinv.One(this);
        public Tensor erfinv_() => _erfinv_.In(this);
        public Tensor exp() => _exp.One(this);
        public Tensor exp_() => _exp_.In(this);
        public Tensor exp2() => _exp2.One(this);
        public Tensor exp2_() => _exp2_.In(this);
        public Tensor expm1() => _expm1.One(this);
        public Tensor expm1_() => _expm1_.In(this);
        public Tensor fix() => _fix.One(this);
        public Tensor fix_() => _fix_.In(this);
        public Tensor floor() => _floor.One(this);
        public Tensor floor_() => _floor_.In(this);
        public Tensor frac() => _frac.One(this);
        public Tensor frac_() => _frac_.In(this);
        public Tensor i0() => _i0.One(this);
        public Tensor i0_() => _i0_.In(this);
        public Tensor lgamma() => _lgamma.One(this);
        public Tensor lgamma_() => _lgamma_.In(this);
        public Tensor log() => _log.One(this);
        public Tensor log_() => _log_.In(this);
        public Tensor log10() => _log10.One(this);
        public Tensor log10_() => _log10_.In(this);
        public Tensor log1p() => _log1p.One(this);
        public Tensor log1p_() => _log1p_.In(this);
        public Tensor log2() => _log2.One(this);
        public Tensor log2_() => _log2_.In(this);
        public Tensor neg() => _neg.One(this);
        public Tensor neg_() => _neg_.In(this);
        public Tensor rad2deg() => _rad2deg.One(this);
        public Tensor rad2deg_() => _rad2deg_.In(this);
        public Tensor reciprocal() => _reciprocal.One(this);
        public Tensor reciprocal_() => _reciprocal_.In(this);
        public Tensor rsqrt() => _rsqrt.One(this);
        public Tensor rsqrt_() => _rsqrt_.In(this);
        public Tensor sgn() => _sgn.One(this);
        public Tensor sgn_() => _sgn_.In(this);
        public Tensor sigmoid() => _sigmoid.One(this);
        public Tensor sigmoid_() => _sigmoid_.In(this);
        public Tensor sign() => _sign.One(this);
        public Tensor sign_() => _sign_.In(this);
        public Tensor sin() => _sin.One(this);
        public Tensor sin_() => _sin_.In(this);
        public Tensor sinc() => _sinc.One(this);
        public Tensor sinc_() => _sinc_.In(this);
        public Tensor sinh() => _sinh.One(this);
        public Tensor sinh_() => _sinh_.In(this);
        public Tensor sqrt() => _sqrt.One(this);
        public Tensor sqrt_() => _sqrt_.In(this);
        public Tensor tan() => _tan.One(this);
        public Tensor tan_() => _tan_.In(this);
        public Tensor tanh() => _tanh.One(this);
        public Tensor tanh_() => _tanh_.In(this);
        public Tensor trunc() => _trunc.One(this);
        public Tensor trunc_() => _trunc_.In(this);
        public Tensor angle() => _angle.One(this);
        public Tensor positive() => _positive.One(this);
        public Tensor signbit() => _signbit.One(this);
        public Tensor square() => _square.One(this);
        public Tensor negative() => _negative.One(this);
        public Tensor relu() => _relu.One(this);
        public Tensor relu_() => _relu_.In(this);
        public Tensor relu6() => _relu6.One(this);
        public Tensor relu6_() => _relu6_.In(this);
        public Tensor selu() => _selu.One(this);
        public Tensor selu_() => _selu_.In(this);
        public Tensor silu() => _silu.One(this);
        public Tensor silu_() => _silu_.In(this);
        public Tensor hardsigmoid() => _hardsigmoid.One(this);
        public Tensor hardsigmoid_() => _hardsigmoid_.In(this);
        public Tensor hardswish() => _hardswish.One(this);
        public Tensor hardswish_() => _hardswish_.In(this);
        public Tensor round(long decimals = 0) => _round_decimals.One(this, decimals);
        public Tensor round_(long decimals = 0) => _round__decimals.In(this, decimals);
        public Tensor logit(double? eps = null) => _logit.One(this, eps);
        public Tensor logit_(double? eps = null) => _logit_.In(this, eps);
        public Tensor polygamma(long p) => _polygamma.One(p, this);
        public Tensor polygamma_(long p) => _polygamma_.In(this, p);
        public Tensor mvlgamma(long p) => _mvlgamma.One(this, p);
        public Tensor mvlgamma_(long p) => _mvlgamma_.In(this, p);
        public Tensor nan_to_num(double nan = 0, double? posinf = null, double? neginf = null) => _nan_to_num.One(this, nan, posinf, neginf);
        public Tensor nan_to_num_(double nan = 0, double? posinf = null, double? neginf = null) => _nan_to_num_.In(this, nan, posinf, neginf);
        public (Tensor, Tensor) frexp() => _frexp_Tensor.Two(this);
        public Tensor clamp(Scalar? min = null, Scalar? max = null) => _clamp.One(this, min, max);
        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => _clamp_.In(this, min, max);
        public Tensor clamp(Tensor? min = null, Tensor? max = null) => _clamp_Tensor.One(this, min, max);
        public Tensor clamp_(Tensor? min = null, Tensor? max = null) => _clamp__Tensor.In(this, min, max);
        public Tensor clamp_max(Scalar max) => _clamp_max.One(this, max);
        public Tensor clamp_max_(Scalar max) => _clamp_max_.In(this, max);
        public Tensor clamp_min(Scalar min) => _clamp_min.One(this, min);
        public Tensor clamp_min_(Scalar min) => _clamp_min_.In(this, min);
        public Tensor clip(Scalar? min = null, Scalar? max = null) => _clamp.One(this, min, max);
        public Tensor softplus(double beta = 1, double threshold = 20) => _softplus.One(this, beta, threshold);
        public Tensor log_sigmoid() => _log_sigmoid.One(this);
        public Tensor leaky_relu(Scalar negative_slope) => _leaky_relu.One(this, negative_slope);
        public Tensor leaky_relu_(Scalar negative_slope) => _leaky_relu_.In(this, negative_slope);
        public Tensor elu(double alpha = 1) => _elu.One(this, alpha);
        public Tensor elu_(double alpha = 1) => _elu_.In(this, alpha);
        public Tensor elu(Scalar alpha, Scalar scale, Scalar input_scale) => _elu.One(this, alpha, scale, input_scale);
        public Tensor elu_(Scalar alpha, Scalar scale, Scalar input_scale) => _elu_.In(this, alpha, scale, input_scale);
        public Tensor celu() => _celu.One(this);
        public Tensor celu_() => _celu_.In(this);
        public Tensor celu(Scalar alpha) => _celu.One(this, alpha);
        public Tensor celu_(Scalar alpha) => _celu_.In(this, alpha);
        public Tensor gelu() => _gelu.One(this);
        public Tensor gelu_() => _gelu_.In(this);
        public Tensor gelu(Modules.GELU.Approximate approximate) => _gelu.One(this, approximate.ToString());
        public Tensor gelu_(Modules.GELU.Approximate approximate) => _gelu_.In(this, approximate.ToString());
        public Tensor hardtanh(Scalar min, Scalar max) => _hardtanh.One(this, min, max);
        public Tensor hardtanh_(Scalar min, Scalar max) => _hardtanh_.In(this, min, max);
        public Tensor threshold(Scalar threshold, Scalar value) => _threshold.One(this, threshold, value);
        public Tensor threshold_(Scalar threshold, Scalar value) => _threshold_.In(this, threshold, value);
        public Tensor rrelu(double lower = 0.125, double upper = 1.0 / 3) => _rrelu.One(this, lower, upper);
        public Tensor rrelu_(double lower = 0.125, double upper = 1.0 / 3) => _rrelu_.In(this, lower, upper);
        public Tensor prelu(Tensor target) => _prelu.One(this, target);
        public Tensor glu(long dim = -1) => _glu.One(this, dim);

        private static readonly Op _abs = new("abs"), _abs_ = new("abs_"), _absolute = new("absolute"), _absolute_ = new("absolute_"), _acos = new("acos"),
            _acos_ = new("acos_"), _acosh = new("acosh"), _acosh_ = new("acosh_"), _arccos = new("arccos"), _arccos_ = new("arccos_"),
            _arccosh = new("arccosh"), _arccosh_ = new("arccosh_"), _arcsin = new("arcsin"), _arcsin_ = new("arcsin_"), _arcsinh = new("arcsinh"),
            _arcsinh_ = new("arcsinh_"), _arctan = new("arctan"), _arctan_ = new("arctan_"), _arctanh = new("arctanh"), _arctanh_ = new("arctanh_"),
            _asin = new("asin"), _asin_ = new("asin_"), _asinh = new("asinh"), _asinh_ = new("asinh_"), _atan = new("atan"), _atan_ = new("atan_"),
            _atanh = new("atanh"), _atanh_ = new("atanh_"), _ceil = new("ceil"), _ceil_ = new("ceil_"), _cos = new("cos"), _cos_ = new("cos_"),
            _cosh = new("cosh"), _cosh_ = new("cosh_"), _deg2rad = new("deg2rad"), _deg2rad_ = new("deg2rad_"), _digamma = new("digamma"),
            _digamma_ = new("digamma_"), _erf = new("erf"), _erf_ = new("erf_"), _erfc = new("erfc"), _erfc_ = new("erfc_"), _erfinv = new("erfinv"),
            _erfinv_ = new("erfinv_"), _exp = new("exp"), _exp_ = new("exp_"), _exp2 = new("exp2"), _exp2_ = new("exp2_"), _expm1 = new("expm1"),
            _expm1_ = new("expm1_"), _fix = new("fix"), _fix_ = new("fix_"), _floor = new("floor"), _floor_ = new("floor_"), _frac = new("frac"),
            _frac_ = new("frac_"), _i0 = new("i0"), _i0_ = new("i0_"), _lgamma = new("lgamma"), _lgamma_ = new("lgamma_"), _log = new("log"),
            _log_ = new("log_"), _log10 = new("log10"), _log10_ = new("log10_"), _log1p = new("log1p"), _log1p_ = new("log1p_"), _log2 = new("log2"),
            _log2_ = new("log2_"), _neg = new("neg"), _neg_ = new("neg_"), _rad2deg = new("rad2deg"), _rad2deg_ = new("rad2deg_"),
            _reciprocal = new("reciprocal"), _reciprocal_ = new("reciprocal_"), _rsqrt = new("rsqrt"), _rsqrt_ = new("rsqrt_"), _sgn = new("sgn"),
            _sgn_ = new("sgn_"), _sigmoid = new("sigmoid"), _sigmoid_ = new("sigmoid_"), _sign = new("sign"), _sign_ = new("sign_"), _sin = new("sin"),
            _sin_ = new("sin_"), _sinc = new("sinc"), _sinc_ = new("sinc_"), _sinh = new("sinh"), _sinh_ = new("sinh_"), _sqrt = new("sqrt"),
            _sqrt_ = new("sqrt_"), _tan = new("tan"), _tan_ = new("tan_"), _tanh = new("tanh"), _tanh_ = new("tanh_"), _trunc = new("trunc"),
            _trunc_ = new("trunc_"), _angle = new("angle"), _positive = new("positive"), _signbit = new("signbit"), _square = new("square"),
            _negative = new("negative"), _relu = new("relu"), _relu_ = new("relu_"), _relu6 = new("relu6"), _relu6_ = new("relu6_"), _selu = new("selu"),
            _selu_ = new("selu_"), _silu = new("silu"), _silu_ = new("silu_"), _hardsigmoid = new("hardsigmoid"), _hardsigmoid_ = new("hardsigmoid_"),
            _hardswish = new("hardswish"), _hardswish_ = new("hardswish_"), _round_decimals = new("round", "decimals"),
            _round__decimals = new("round_", "decimals"), _logit = new("logit"), _logit_ = new("logit_"), _polygamma = new("polygamma"),
            _polygamma_ = new("polygamma_"), _mvlgamma = new("mvlgamma"), _mvlgamma_ = new("mvlgamma_"), _nan_to_num = new("nan_to_num"),
            _nan_to_num_ = new("nan_to_num_"), _frexp_Tensor = new("frexp", "Tensor"), _clamp = new("clamp"), _clamp_ = new("clamp_"),
            _clamp_Tensor = new("clamp", "Tensor"), _clamp__Tensor = new("clamp_", "Tensor"), _clamp_max = new("clamp_max"), _clamp_max_ = new("clamp_max_"),
            _clamp_min = new("clamp_min"), _clamp_min_ = new("clamp_min_"), _softplus = new("softplus"), _log_sigmoid = new("log_sigmoid"),
            _leaky_relu = new("leaky_relu"), _leaky_relu_ = new("leaky_relu_"), _elu = new("elu"), _elu_ = new("elu_"), _celu = new("celu"),
            _celu_ = new("celu_"), _gelu = new("gelu"), _gelu_ = new("gelu_"), _hardtanh = new("hardtanh"), _hardtanh_ = new("hardtanh_"),
            _threshold = new("threshold"), _threshold_ = new("threshold_"), _rrelu = new("rrelu"), _rrelu_ = new("rrelu_"), _prelu = new("prelu"),
            _glu = new("glu");
    }

    public static Tensor negative_(Tensor input) => input.neg_();
    public static Tensor abs(Tensor input) => input.abs();
    public static Tensor abs_(Tensor input) => input.abs_();
    public static Tensor absolute(Tensor input) => input.absolute();
    public static Tensor absolute_(Tensor input) => input.absolute_();
    public static Tensor acos(Tensor input) => input.acos();
    public static Tensor acos_(Tensor input) => input.acos_();
    public static Tensor acosh(Tensor input) => input.acosh();
    public static Tensor acosh_(Tensor input) => input.acosh_();
    public static Tensor arccos(Tensor input) => input.arccos();
    public static Tensor arccos_(Tensor input) => input.arccos_();
    public static Tensor arccosh(Tensor input) => input.arccosh();
    public static Tensor arccosh_(Tensor input) => input.arccosh_();
    public static Tensor arcsin(Tensor input) => input.arcsin();
    public static Tensor arcsin_(Tensor input) => input.arcsin_();
    public static Tensor arcsinh(Tensor input) => input.arcsinh();
    public static Tensor arcsinh_(Tensor input) => input.arcsinh_();
    public static Tensor arctan(Tensor input) => input.arctan();
    public static Tensor arctan(Tensor input, Tensor other) => input.arctan(other);
    public static Tensor arctan_(Tensor input) => input.arctan_();
    public static Tensor arctan_(Tensor input, Tensor other) => input.arctan_(other);
    public static Tensor arctanh(Tensor input) => input.arctanh();
    public static Tensor arctanh_(Tensor input) => input.arctanh_();
    public static Tensor asin(Tensor input) => input.asin();
    public static Tensor asin_(Tensor input) => input.asin_();
    public static Tensor asinh(Tensor input) => input.asinh();
    public static Tensor asinh_(Tensor input) => input.asinh_();
    public static Tensor atan(Tensor input) => input.atan();
    public static Tensor atan_(Tensor input) => input.atan_();
    public static Tensor atanh(Tensor input) => input.atanh();
    public static Tensor atanh_(Tensor input) => input.atanh_();
    public static Tensor ceil(Tensor input) => input.ceil();
    public static Tensor ceil_(Tensor input) => input.ceil_();
    public static Tensor cos(Tensor input) => input.cos();
    public static Tensor cos_(Tensor input) => input.cos_();
    public static Tensor cosh(Tensor input) => input.cosh();
    public static Tensor cosh_(Tensor input) => input.cosh_();
    public static Tensor deg2rad(Tensor input) => input.deg2rad();
    public static Tensor deg2rad_(Tensor input) => input.deg2rad_();
    public static Tensor digamma(Tensor input) => input.digamma();
    public static Tensor digamma_(Tensor input) => input.digamma_();
    public static Tensor erf(Tensor input) => input.erf();
    public static Tensor erf_(Tensor input) => input.erf_();
    public static Tensor erfc(Tensor input) => input.erfc();
    public static Tensor erfc_(Tensor input) => input.erfc_();
    public static Tensor erfinv(Tensor input) => input.erfinv();
    public static Tensor erfinv_(Tensor input) => input.erfinv_();
    public static Tensor exp(Tensor input) => input.exp();
    public static Tensor exp_(Tensor input) => input.exp_();
    public static Tensor exp2(Tensor input) => input.exp2();
    public static Tensor exp2_(Tensor input) => input.exp2_();
    public static Tensor expm1(Tensor input) => input.expm1();
    public static Tensor expm1_(Tensor input) => input.expm1_();
    public static Tensor fix(Tensor input) => input.fix();
    public static Tensor fix_(Tensor input) => input.fix_();
    public static Tensor floor(Tensor input) => input.floor();
    public static Tensor floor_(Tensor input) => input.floor_();
    public static Tensor frac(Tensor input) => input.frac();
    public static Tensor frac_(Tensor input) => input.frac_();
    public static Tensor i0(Tensor input) => input.i0();
    public static Tensor i0_(Tensor input) => input.i0_();
    public static Tensor lgamma(Tensor input) => input.lgamma();
    public static Tensor lgamma_(Tensor input) => input.lgamma_();
    public static Tensor log(Tensor input) => input.log();
    public static Tensor log_(Tensor input) => input.log_();
    public static Tensor log10(Tensor input) => input.log10();
    public static Tensor log10_(Tensor input) => input.log10_();
    public static Tensor log1p(Tensor input) => input.log1p();
    public static Tensor log1p_(Tensor input) => input.log1p_();
    public static Tensor log2(Tensor input) => input.log2();
    public static Tensor log2_(Tensor input) => input.log2_();
    public static Tensor neg(Tensor input) => input.neg();
    public static Tensor neg_(Tensor input) => input.neg_();
    public static Tensor rad2deg(Tensor input) => input.rad2deg();
    public static Tensor rad2deg_(Tensor input) => input.rad2deg_();
    public static Tensor reciprocal(Tensor input) => input.reciprocal();
    public static Tensor reciprocal_(Tensor input) => input.reciprocal_();
    public static Tensor rsqrt(Tensor input) => input.rsqrt();
    public static Tensor rsqrt_(Tensor input) => input.rsqrt_();
    public static Tensor sgn(Tensor input) => input.sgn();
    public static Tensor sgn_(Tensor input) => input.sgn_();
    public static Tensor sigmoid(Tensor input) => input.sigmoid();
    public static Tensor sigmoid_(Tensor input) => input.sigmoid_();
    public static Tensor sign(Tensor input) => input.sign();
    public static Tensor sign_(Tensor input) => input.sign_();
    public static Tensor sin(Tensor input) => input.sin();
    public static Tensor sin_(Tensor input) => input.sin_();
    public static Tensor sinc(Tensor input) => input.sinc();
    public static Tensor sinc_(Tensor input) => input.sinc_();
    public static Tensor sinh(Tensor input) => input.sinh();
    public static Tensor sinh_(Tensor input) => input.sinh_();
    public static Tensor sqrt(Tensor input) => input.sqrt();
    public static Tensor sqrt_(Tensor input) => input.sqrt_();
    public static Tensor tan(Tensor input) => input.tan();
    public static Tensor tan_(Tensor input) => input.tan_();
    public static Tensor tanh(Tensor input) => input.tanh();
    public static Tensor tanh_(Tensor input) => input.tanh_();
    public static Tensor trunc(Tensor input) => input.trunc();
    public static Tensor trunc_(Tensor input) => input.trunc_();
    public static Tensor angle(Tensor input) => input.angle();
    public static Tensor positive(Tensor input) => input.positive();
    public static Tensor signbit(Tensor input) => input.signbit();
    public static Tensor square(Tensor input) => input.square();
    public static Tensor negative(Tensor input) => input.negative();
    public static Tensor round(Tensor input, long decimals = 0) => input.round(decimals);
    public static Tensor round_(Tensor input, long decimals = 0) => input.round_(decimals);
    public static Tensor logit(Tensor input, double? eps = null) => input.logit(eps);
    public static Tensor logit_(Tensor input, double? eps = null) => input.logit_(eps);
    public static Tensor polygamma(Tensor input, long p) => input.polygamma(p);
    public static Tensor polygamma_(Tensor input, long p) => input.polygamma_(p);
    public static Tensor mvlgamma(Tensor input, long p) => input.mvlgamma(p);
    public static Tensor mvlgamma_(Tensor input, long p) => input.mvlgamma_(p);
    public static Tensor nan_to_num(Tensor input, double nan = 0, double? posinf = null, double? neginf = null) => input.nan_to_num(nan, posinf, neginf);
    public static Tensor nan_to_num_(Tensor input, double nan = 0, double? posinf = null, double? neginf = null) => input.nan_to_num_(nan, posinf, neginf);
    public static (Tensor, Tensor) frexp(Tensor input) => input.frexp();
    public static Tensor clamp(Tensor input, Scalar? min = null, Scalar? max = null) => input.clamp(min, max);
    public static Tensor clamp(Tensor input, Tensor? min = null, Tensor? max = null) => input.clamp(min, max);
    public static Tensor clamp_(Tensor input, Scalar? min = null, Scalar? max = null) => input.clamp_(min, max);
    public static Tensor clamp_(Tensor input, Tensor? min = null, Tensor? max = null) => input.clamp_(min, max);
    public static Tensor clamp_max(Tensor input, Scalar max) => input.clamp_max(max);
    public static Tensor clamp_max_(Tensor input, Scalar max) => input.clamp_max_(max);
    public static Tensor clamp_min(Tensor input, Scalar min) => input.clamp_min(min);
    public static Tensor clamp_min_(Tensor input, Scalar min) => input.clamp_min_(min);
    public static Tensor clip(Tensor input, Scalar? min = null, Scalar? max = null) => input.clip(min, max);
}
