namespace TorchSharp;

public static partial class torch
{
    // Sums, products, powers and their kin, of two tensors or a tensor and a number.

    public partial class Tensor
    {
        public Tensor add(Tensor target) => _add_Tensor.One(this, target);
        public Tensor add_(Tensor target) => _add__Tensor.In(this, target);
        public Tensor add(Tensor target, Scalar alpha) => _add_Tensor.One(this, target, alpha);
        public Tensor add_(Tensor target, Scalar alpha) => _add__Tensor.In(this, target, alpha);
        public Tensor add(Scalar scalar) => _add_Tensor.One(this, scalar);
        public Tensor add_(Scalar scalar) => _add__Tensor.In(this, scalar);
        public Tensor add(Scalar scalar, Scalar alpha) => _add_Tensor.One(this, scalar, alpha);
        public Tensor add_(Scalar scalar, Scalar alpha) => _add__Tensor.In(this, scalar, alpha);
        public Tensor sub(Tensor target) => _sub_Tensor.One(this, target);
        public Tensor sub_(Tensor target) => _sub__Tensor.In(this, target);
        public Tensor sub(Scalar target) => _sub_Tensor.One(this, target);
        public Tensor sub_(Scalar target) => _sub__Tensor.In(this, target);
        public Tensor subtract(Tensor target) => _sub_Tensor.One(this, target);
        public Tensor subtract_(Tensor target) => _sub__Tensor.In(this, target);
        public Tensor subtract(Scalar target) => _sub_Tensor.One(this, target);
        public Tensor subtract_(Scalar target) => _sub__Tensor.In(this, target);
        public Tensor mul(Tensor target) => _mul_Tensor.One(this, target);
        public Tensor mul_(Tensor target) => _mul__Tensor.In(this, target);
        public Tensor mul(Scalar target) => _mul_Tensor.One(this, target);
        public Tensor mul_(Scalar target) => _mul__Tensor.In(this, target);
        public Tensor multiply(Tensor target) => _mul_Tensor.One(this, target);
        public Tensor multiply(Scalar target) => _mul_Tensor.One(this, target);
        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => _div_Tensor_mode.One(this, target, Mode(rounding_mode));
        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => _div__Tensor_mode.In(this, target, Mode(rounding_mode));
        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => _div_Tensor_mode.One(this, target, Mode(rounding_mode));
        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => _div__Tensor_mode.In(this, target, Mode(rounding_mode));
        public Tensor divide(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => _div_Tensor_mode.One(this, target, Mode(rounding_mode));
        public Tensor divide_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => _div__Tensor_mode.In(this, target, Mode(rounding_mode));
        public Tensor divide(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => _div_Tensor_mode.One(this, target, Mode(rounding_mode));
        public Tensor divide_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => _div__Tensor_mode.In(this, target, Mode(rounding_mode));
        public Tensor true_divide(Tensor other) => _div_Tensor.One(this, other);
        public Tensor true_divide_(Tensor other) => _div__Tensor.In(this, other);
        public Tensor true_divide(Scalar other) => _div_Tensor.One(this, other);
        public Tensor true_divide_(Scalar other) => _div__Tensor.In(this, other);
        public Tensor floor_divide(Tensor other) => _floor_divide.One(this, other);
        public Tensor floor_divide_(Tensor other) => _floor_divide__Tensor.In(this, other);
        public Tensor floor_divide(Scalar other) => _floor_divide_Scalar.One(this, other);
        public Tensor floor_divide_(Scalar other) => _floor_divide__Scalar.In(this, other);
        public Tensor remainder(Tensor target) => _remainder_Tensor.One(this, target);
        public Tensor remainder_(Tensor target) => _remainder__Tensor.In(this, target);
        public Tensor remainder(Scalar scalar) => _remainder_Tensor.One(this, scalar);
        public Tensor remainder_(Scalar scalar) => _remainder__Tensor.In(this, scalar);
        public Tensor fmod(Tensor target) => _fmod_Tensor.One(this, target);
        public Tensor fmod_(Tensor target) => _fmod__Tensor.In(this, target);
        public Tensor fmod(Scalar scalar) => _fmod_Tensor.One(this, scalar);
        public Tensor fmod_(Scalar scalar) => _fmod__Tensor.In(this, scalar);
        public Tensor pow(Tensor exponent) => _pow_Tensor_Tensor.One(this, exponent);
        public Tensor pow(Scalar exponent) => _pow_Tensor_Scalar.One(this, exponent);
        public Tensor pow_(Tensor exponent) => _pow__Tensor.In(this, exponent);
        public Tensor pow_(Scalar exponent) => _pow__Scalar.In(this, exponent);
        public Tensor float_power(Tensor target) => _float_power_Tensor_Tensor.One(this, target);
        public Tensor float_power_(Tensor target) => _float_power__Tensor.In(this, target);
        public Tensor xlogy(Tensor y) => _xlogy_Tensor.One(this, y);
        public Tensor xlogy_(Tensor y) => _xlogy__Tensor.In(this, y);
        public Tensor xlogy(Scalar y) => _xlogy_Scalar_Other.One(this, y);
        public Tensor xlogy_(Scalar y) => _xlogy__Scalar_Other.In(this, y);
        public Tensor atan2(Tensor other) => _atan2.One(this, other);
        public Tensor atan2_(Tensor other) => _atan2_.In(this, other);
        public Tensor arctan2(Tensor other) => _arctan2.One(this, other);
        public Tensor arctan2_(Tensor other) => _arctan2_.In(this, other);
        public Tensor copysign(Tensor other) => _copysign_Tensor.One(this, other);
        public Tensor copysign_(Tensor other) => _copysign__Tensor.In(this, other);
        public Tensor gcd(Tensor other) => _gcd.One(this, other);
        public Tensor gcd_(Tensor other) => _gcd_.In(this, other);
        public Tensor lcm(Tensor other) => _lcm.One(this, other);
        public Tensor lcm_(Tensor other) => _lcm_.In(this, other);
        public Tensor hypot(Tensor other) => _hypot.One(this, other);
        public Tensor heaviside(Tensor other) => _heaviside.One(this, other);
        public Tensor heaviside_(Tensor other) => _heaviside_.In(this, other);
        public Tensor logaddexp(Tensor other) => _logaddexp.One(this, other);
        public Tensor logaddexp2(Tensor other) => _logaddexp2.One(this, other);
        public Tensor maximum(Tensor other) => _maximum.One(this, other);
        public Tensor minimum(Tensor other) => _minimum.One(this, other);
        public Tensor fmax(Tensor other) => _fmax.One(this, other);
        public Tensor fmin(Tensor other) => _fmin.One(this, other);
        public Tensor nextafter(Tensor other) => _nextafter.One(this, other);
        public Tensor nextafter_(Tensor other) => _nextafter_.In(this, other);
        public Tensor igamma(Tensor other) => _igamma.One(this, other);
        public Tensor igammac(Tensor other) => _igammac.One(this, other);
        public Tensor ldexp(Tensor other) => _ldexp_Tensor.One(this, other);
        public Tensor ldexp_(Tensor other) => _ldexp_.In(this, other);
        public Tensor arctan(Tensor other) => _atan2.One(this, other);
        public Tensor arctan_(Tensor other) => _atan2_.In(this, other);
        public Tensor max(Tensor other) => _maximum.One(this, other);
        public Tensor min(Tensor other) => _minimum.One(this, other);
        public Tensor lerp(Tensor end, Tensor weight) => _lerp_Tensor.One(this, end, weight);
        public Tensor lerp_(Tensor end, Tensor weight) => _lerp__Tensor.In(this, end, weight);
        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => _addcmul.One(this, tensor1, tensor2, value);
        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => _addcmul_.In(this, tensor1, tensor2, value);
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => _addcdiv.One(this, tensor1, tensor2, value);
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) => _addcdiv_.In(this, tensor1, tensor2, value);
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2) => _addcdiv.One(this, tensor1, tensor2);
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2) => _addcdiv_.In(this, tensor1, tensor2);
        public Tensor where(Tensor condition, Tensor y) => _where_self.One(condition, this, y);
        public Tensor fill_(Scalar value) => _fill__Scalar.In(this, value);
        public Tensor zero_() => _zero_.In(this);
        public Tensor copy_(Tensor source, bool nonBlocking = false) => _copy_.In(this, source, nonBlocking);
        public Tensor dist(Tensor other, float p = 2) => _dist.One(this, other, (double)p);
        private static string? Mode(RoundingMode mode) => mode == RoundingMode.None ? null : mode.ToString();

        private static readonly Op _add_Tensor = new("add", "Tensor"), _add__Tensor = new("add_", "Tensor"), _sub_Tensor = new("sub", "Tensor"),
            _sub__Tensor = new("sub_", "Tensor"), _mul_Tensor = new("mul", "Tensor"), _mul__Tensor = new("mul_", "Tensor"),
            _div_Tensor_mode = new("div", "Tensor_mode"), _div__Tensor_mode = new("div_", "Tensor_mode"), _div_Tensor = new("div", "Tensor"),
            _div__Tensor = new("div_", "Tensor"), _floor_divide = new("floor_divide"), _floor_divide__Tensor = new("floor_divide_", "Tensor"),
            _floor_divide_Scalar = new("floor_divide", "Scalar"), _floor_divide__Scalar = new("floor_divide_", "Scalar"),
            _remainder_Tensor = new("remainder", "Tensor"), _remainder__Tensor = new("remainder_", "Tensor"), _fmod_Tensor = new("fmod", "Tensor"),
            _fmod__Tensor = new("fmod_", "Tensor"), _pow_Tensor_Tensor = new("pow", "Tensor_Tensor"), _pow_Tensor_Scalar = new("pow", "Tensor_Scalar"),
            _pow__Tensor = new("pow_", "Tensor"), _pow__Scalar = new("pow_", "Scalar"), _float_power_Tensor_Tensor = new("float_power", "Tensor_Tensor"),
            _float_power__Tensor = new("float_power_", "Tensor"), _xlogy_Tensor = new("xlogy", "Tensor"), _xlogy__Tensor = new("xlogy_", "Tensor"),
            _xlogy_Scalar_Other = new("xlogy", "Scalar_Other"), _xlogy__Scalar_Other = new("xlogy_", "Scalar_Other"), _atan2 = new("atan2"),
            _atan2_ = new("atan2_"), _arctan2 = new("arctan2"), _arctan2_ = new("arctan2_"), _copysign_Tensor = new("copysign", "Tensor"),
            _copysign__Tensor = new("copysign_", "Tensor"), _gcd = new("gcd"), _gcd_ = new("gcd_"), _lcm = new("lcm"), _lcm_ = new("lcm_"),
            _hypot = new("hypot"), _heaviside = new("heaviside"), _heaviside_ = new("heaviside_"), _logaddexp = new("logaddexp"),
            _logaddexp2 = new("logaddexp2"), _maximum = new("maximum"), _minimum = new("minimum"), _fmax = new("fmax"), _fmin = new("fmin"),
            _nextafter = new("nextafter"), _nextafter_ = new("nextafter_"), _igamma = new("igamma"), _igammac = new("igammac"),
            _ldexp_Tensor = new("ldexp", "Tensor"), _ldexp_ = new("ldexp_"), _lerp_Tensor = new("lerp", "Tensor"), _lerp__Tensor = new("lerp_", "Tensor"),
            _addcmul = new("addcmul"), _addcmul_ = new("addcmul_"), _addcdiv = new("addcdiv"), _addcdiv_ = new("addcdiv_"),
            _where_self = new("where", "self"), _fill__Scalar = new("fill_", "Scalar"), _zero_ = new("zero_"), _copy_ = new("copy_"), _dist = new("dist");
    }

    public static Tensor multiply_(Tensor left, Tensor right) => left.mul_(right);
    public static Tensor multiply_(Tensor left, Scalar right) => left.mul_(right);
    public static Tensor divide_(Tensor left, Scalar right) => left.div_(right);
    public static Tensor where(Tensor condition, Tensor x, Tensor y) => _where_self.One(condition, x, y);
    public static Tensor[] where(Tensor condition) => _where.Many(condition);
    public enum RoundingMode { None, trunc, floor }
    public static Tensor add(Tensor left, Scalar right) => left.add(right);
    public static Tensor add(Tensor left, Scalar right, Scalar alpha) => left.add(right, alpha);
    public static Tensor add(Tensor left, Tensor right) => left.add(right);
    public static Tensor add(Tensor left, Tensor right, Scalar alpha) => left.add(right, alpha);
    public static Tensor add_(Tensor left, Scalar right) => left.add_(right);
    public static Tensor add_(Tensor left, Scalar right, Scalar alpha) => left.add_(right, alpha);
    public static Tensor add_(Tensor left, Tensor right) => left.add_(right);
    public static Tensor add_(Tensor left, Tensor right, Scalar alpha) => left.add_(right, alpha);
    public static Tensor sub(Tensor left, Scalar right) => left.sub(right);
    public static Tensor sub(Tensor left, Tensor right) => left.sub(right);
    public static Tensor sub_(Tensor left, Scalar right) => left.sub_(right);
    public static Tensor sub_(Tensor left, Tensor right) => left.sub_(right);
    public static Tensor subtract(Tensor left, Scalar right) => left.subtract(right);
    public static Tensor subtract(Tensor left, Tensor right) => left.subtract(right);
    public static Tensor subtract_(Tensor left, Scalar right) => left.subtract_(right);
    public static Tensor subtract_(Tensor left, Tensor right) => left.subtract_(right);
    public static Tensor mul(Tensor left, Scalar right) => left.mul(right);
    public static Tensor mul(Tensor left, Tensor right) => left.mul(right);
    public static Tensor mul_(Tensor left, Scalar right) => left.mul_(right);
    public static Tensor mul_(Tensor left, Tensor right) => left.mul_(right);
    public static Tensor multiply(Tensor left, Scalar right) => left.multiply(right);
    public static Tensor multiply(Tensor left, Tensor right) => left.multiply(right);
    public static Tensor div(Tensor left, Scalar right, RoundingMode rounding_mode = RoundingMode.None) => left.div(right, rounding_mode);
    public static Tensor div(Tensor left, Tensor right, RoundingMode rounding_mode = RoundingMode.None) => left.div(right, rounding_mode);
    public static Tensor div_(Tensor left, Scalar right, RoundingMode rounding_mode = RoundingMode.None) => left.div_(right, rounding_mode);
    public static Tensor div_(Tensor left, Tensor right, RoundingMode rounding_mode = RoundingMode.None) => left.div_(right, rounding_mode);
    public static Tensor divide(Tensor left, Scalar right, RoundingMode rounding_mode = RoundingMode.None) => left.divide(right, rounding_mode);
    public static Tensor divide(Tensor left, Tensor right, RoundingMode rounding_mode = RoundingMode.None) => left.divide(right, rounding_mode);
    public static Tensor divide_(Tensor left, Tensor right, RoundingMode rounding_mode = RoundingMode.None) => left.divide_(right, rounding_mode);
    public static Tensor true_divide(Tensor dividend, Tensor divisor) => dividend.true_divide(divisor);
    public static Tensor true_divide_(Tensor dividend, Tensor divisor) => dividend.true_divide_(divisor);
    public static Tensor floor_divide(Tensor input, Tensor other) => input.floor_divide(other);
    public static Tensor floor_divide_(Tensor input, Tensor other) => input.floor_divide_(other);
    public static Tensor remainder(Tensor left, Scalar right) => left.remainder(right);
    public static Tensor remainder(Tensor left, Tensor right) => left.remainder(right);
    public static Tensor remainder_(Tensor left, Scalar right) => left.remainder_(right);
    public static Tensor remainder_(Tensor left, Tensor right) => left.remainder_(right);
    public static Tensor fmod(Tensor left, Scalar right) => left.fmod(right);
    public static Tensor fmod(Tensor left, Tensor right) => left.fmod(right);
    public static Tensor fmod_(Tensor left, Scalar right) => left.fmod_(right);
    public static Tensor fmod_(Tensor left, Tensor right) => left.fmod_(right);
    public static Tensor pow(Tensor left, Scalar exponent) => left.pow(exponent);
    public static Tensor pow(Tensor left, Tensor exponent) => left.pow(exponent);
    public static Tensor pow_(Tensor left, Scalar exponent) => left.pow_(exponent);
    public static Tensor pow_(Tensor left, Tensor exponent) => left.pow_(exponent);
    public static Tensor float_power(Tensor input, Tensor target) => input.float_power(target);
    public static Tensor float_power_(Tensor input, Tensor target) => input.float_power_(target);
    public static Tensor xlogy(Tensor x, Scalar y) => x.xlogy(y);
    public static Tensor xlogy(Tensor x, Tensor y) => x.xlogy(y);
    public static Tensor xlogy_(Tensor x, Scalar y) => x.xlogy_(y);
    public static Tensor xlogy_(Tensor x, Tensor y) => x.xlogy_(y);
    public static Tensor atan2(Tensor input, Tensor other) => input.atan2(other);
    public static Tensor atan2_(Tensor input, Tensor other) => input.atan2_(other);
    public static Tensor arctan2(Tensor input, Tensor other) => input.arctan2(other);
    public static Tensor arctan2_(Tensor input, Tensor other) => input.arctan2_(other);
    public static Tensor copysign(Tensor input, Tensor other) => input.copysign(other);
    public static Tensor copysign_(Tensor input, Tensor other) => input.copysign_(other);
    public static Tensor gcd(Tensor left, Tensor right) => left.gcd(right);
    public static Tensor gcd_(Tensor left, Tensor right) => left.gcd_(right);
    public static Tensor lcm(Tensor input, Tensor other) => input.lcm(other);
    public static Tensor lcm_(Tensor input, Tensor other) => input.lcm_(other);
    public static Tensor hypot(Tensor left, Tensor right) => left.hypot(right);
    public static Tensor heaviside(Tensor input, Tensor values) => input.heaviside(values);
    public static Tensor heaviside_(Tensor input, Tensor values) => input.heaviside_(values);
    public static Tensor logaddexp(Tensor left, Tensor right) => left.logaddexp(right);
    public static Tensor logaddexp2(Tensor left, Tensor right) => left.logaddexp2(right);
    public static Tensor maximum(Tensor input, Tensor other) => input.maximum(other);
    public static Tensor minimum(Tensor input, Tensor other) => input.minimum(other);
    public static Tensor fmax(Tensor input, Tensor other) => input.fmax(other);
    public static Tensor fmin(Tensor input, Tensor other) => input.fmin(other);
    public static Tensor nextafter(Tensor input, Tensor other) => input.nextafter(other);
    public static Tensor nextafter_(Tensor input, Tensor other) => input.nextafter_(other);
    public static Tensor igamma(Tensor input, Tensor other) => input.igamma(other);
    public static Tensor igammac(Tensor input, Tensor other) => input.igammac(other);
    public static Tensor ldexp(Tensor input, Tensor other) => input.ldexp(other);
    public static Tensor ldexp_(Tensor input, Tensor other) => input.ldexp_(other);
    public static Tensor max(Tensor input) => input.max();
    public static Tensor max(Tensor input, Tensor other) => input.max(other);
    public static (Tensor, Tensor) max(Tensor input, long dim, bool keepdim = false) => input.max(dim, keepdim);
    public static Tensor min(Tensor input) => input.min();
    public static Tensor min(Tensor input, Tensor other) => input.min(other);
    public static (Tensor, Tensor) min(Tensor input, long dim, bool keepdim = false) => input.min(dim, keepdim);
    public static Tensor lerp(Tensor input, Tensor end, Tensor weight) => input.lerp(end, weight);
    public static Tensor addcmul(Tensor input, Tensor tensor1, Tensor tensor2, Scalar value) => input.addcmul(tensor1, tensor2, value);
    public static Tensor addcmul_(Tensor input, Tensor tensor1, Tensor tensor2, Scalar value) => input.addcmul_(tensor1, tensor2, value);
    public static Tensor addcdiv(Tensor input, Tensor tensor1, Tensor tensor2, Scalar value) => input.addcdiv(tensor1, tensor2, value);
    public static Tensor addcdiv_(Tensor input, Tensor tensor1, Tensor tensor2, Scalar value) => input.addcdiv_(tensor1, tensor2, value);
    public static Tensor dist(Tensor input, Tensor other, float p = 2) => input.dist(other, p);

    private static readonly Op _where_self = new("where", "self"), _where = new("where");
}
