namespace TorchSharp;

public static partial class torch
{
    // Comparisons, truth values and bits.

    public partial class Tensor
    {
        public Tensor eq(Tensor target) => _eq_Tensor.One(this, target);
        public Tensor eq_(Tensor target) => _eq__Tensor.In(this, target);
        public Tensor eq(Scalar target) => _eq_Scalar.One(this, target);
        public Tensor eq_(Scalar target) => _eq__Scalar.In(this, target);
        public Tensor ne(Tensor target) => _ne_Tensor.One(this, target);
        public Tensor ne_(Tensor target) => _ne__Tensor.In(this, target);
        public Tensor ne(Scalar target) => _ne_Scalar.One(this, target);
        public Tensor ne_(Scalar target) => _ne__Scalar.In(this, target);
        public Tensor ge(Tensor target) => _ge_Tensor.One(this, target);
        public Tensor ge_(Tensor target) => _ge__Tensor.In(this, target);
        public Tensor ge(Scalar target) => _ge_Scalar.One(this, target);
        public Tensor ge_(Scalar target) => _ge__Scalar.In(this, target);
        public Tensor gt(Tensor target) => _gt_Tensor.One(this, target);
        public Tensor gt_(Tensor target) => _gt__Tensor.In(this, target);
        public Tensor gt(Scalar target) => _gt_Scalar.One(this, target);
        public Tensor gt_(Scalar target) => _gt__Scalar.In(this, target);
        public Tensor le(Tensor target) => _le_Tensor.One(this, target);
        public Tensor le_(Tensor target) => _le__Tensor.In(this, target);
        public Tensor le(Scalar target) => _le_Scalar.One(this, target);
        public Tensor le_(Scalar target) => _le__Scalar.In(this, target);
        public Tensor lt(Tensor target) => _lt_Tensor.One(this, target);
        public Tensor lt_(Tensor target) => _lt__Tensor.In(this, target);
        public Tensor lt(Scalar target) => _lt_Scalar.One(this, target);
        public Tensor lt_(Scalar target) => _lt__Scalar.In(this, target);
        public Tensor greater(Tensor target) => _gt_Tensor.One(this, target);
        public Tensor greater_equal(Tensor target) => _ge_Tensor.One(this, target);
        public Tensor less(Tensor target) => _lt_Tensor.One(this, target);
        public Tensor less_equal(Tensor target) => _le_Tensor.One(this, target);
        public Tensor less_equal_(Tensor target) => _le__Tensor.In(this, target);
        public Tensor not_equal(Tensor target) => _ne_Tensor.One(this, target);
        public Tensor not_equal_(Tensor target) => _ne__Tensor.In(this, target);
        public Tensor equal(Tensor target) => _eq_Tensor.One(this, target);
        public Tensor isclose(Tensor other, double rtol = 1e-05, double atol = 1e-08, bool nanEqual = false) => _isclose.One(this, other, rtol, atol, nanEqual);
        public bool allclose(Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) =>
            _allclose.Truth(this, target, rtol, atol, equal_nan);
        public Tensor isnan() => _isnan.One(this);
        public Tensor isinf() => _isinf.One(this);
        public Tensor isfinite() => _isfinite.One(this);
        public Tensor isposinf() => _isposinf.One(this);
        public Tensor isneginf() => _isneginf.One(this);
        public Tensor isreal() => _isreal.One(this);
        public Tensor isin(Tensor test_elements, bool assumeUnique = false, bool invert = false) =>
            _isin_Tensor_Tensor.One(this, test_elements, assumeUnique, invert);
        public Tensor logical_and(Tensor other) => _logical_and.One(this, other);
        public Tensor logical_and_(Tensor other) => _logical_and_.In(this, other);
        public Tensor logical_or(Tensor other) => _logical_or.One(this, other);
        public Tensor logical_or_(Tensor other) => _logical_or_.In(this, other);
        public Tensor logical_xor(Tensor other) => _logical_xor.One(this, other);
        public Tensor logical_xor_(Tensor other) => _logical_xor_.In(this, other);
        public Tensor bitwise_and(Tensor other) => _bitwise_and_Tensor.One(this, other);
        public Tensor bitwise_and_(Tensor other) => _bitwise_and__Tensor.In(this, other);
        public Tensor bitwise_or(Tensor other) => _bitwise_or_Tensor.One(this, other);
        public Tensor bitwise_or_(Tensor other) => _bitwise_or__Tensor.In(this, other);
        public Tensor bitwise_xor(Tensor other) => _bitwise_xor_Tensor.One(this, other);
        public Tensor bitwise_xor_(Tensor other) => _bitwise_xor__Tensor.In(this, other);
        public Tensor bitwise_left_shift(Tensor other) => _bitwise_left_shift_Tensor.One(this, other);
        public Tensor bitwise_left_shift_(Tensor other) => _bitwise_left_shift__Tensor.In(this, other);
        public Tensor bitwise_right_shift(Tensor other) => _bitwise_right_shift_Tensor.One(this, other);
        public Tensor bitwise_right_shift_(Tensor other) => _bitwise_right_shift__Tensor.In(this, other);
        public Tensor logical_not() => _logical_not.One(this);
        public Tensor logical_not_() => _logical_not_.In(this);
        public Tensor bitwise_not() => _bitwise_not.One(this);
        public Tensor bitwise_not_() => _bitwise_not_.In(this);

        private static readonly Op _eq_Tensor = new("eq", "Tensor"), _eq__Tensor = new("eq_", "Tensor"), _eq_Scalar = new("eq", "Scalar"),
            _eq__Scalar = new("eq_", "Scalar"), _ne_Tensor = new("ne", "Tensor"), _ne__Tensor = new("ne_", "Tensor"), _ne_Scalar = new("ne", "Scalar"),
            _ne__Scalar = new("ne_", "Scalar"), _ge_Tensor = new("ge", "Tensor"), _ge__Tensor = new("ge_", "Tensor"), _ge_Scalar = new("ge", "Scalar"),
            _ge__Scalar = new("ge_", "Scalar"), _gt_Tensor = new("gt", "Tensor"), _gt__Tensor = new("gt_", "Tensor"), _gt_Scalar = new("gt", "Scalar"),
            _gt__Scalar = new("gt_", "Scalar"), _le_Tensor = new("le", "Tensor"), _le__Tensor = new("le_", "Tensor"), _le_Scalar = new("le", "Scalar"),
            _le__Scalar = new("le_", "Scalar"), _lt_Tensor = new("lt", "Tensor"), _lt__Tensor = new("lt_", "Tensor"), _lt_Scalar = new("lt", "Scalar"),
            _lt__Scalar = new("lt_", "Scalar"), _isclose = new("isclose"), _allclose = new("allclose"), _isnan = new("isnan"), _isinf = new("isinf"),
            _isfinite = new("isfinite"), _isposinf = new("isposinf"), _isneginf = new("isneginf"), _isreal = new("isreal"),
            _isin_Tensor_Tensor = new("isin", "Tensor_Tensor"), _logical_and = new("logical_and"), _logical_and_ = new("logical_and_"),
            _logical_or = new("logical_or"), _logical_or_ = new("logical_or_"), _logical_xor = new("logical_xor"), _logical_xor_ = new("logical_xor_"),
            _bitwise_and_Tensor = new("bitwise_and", "Tensor"), _bitwise_and__Tensor = new("bitwise_and_", "Tensor"),
            _bitwise_or_Tensor = new("bitwise_or", "Tensor"), _bitwise_or__Tensor = new("bitwise_or_", "Tensor"),
            _bitwise_xor_Tensor = new("bitwise_xor", "Tensor"), _bitwise_xor__Tensor = new("bitwise_xor_", "Tensor"),
            _bitwise_left_shift_Tensor = new("bitwise_left_shift", "Tensor"), _bitwise_left_shift__Tensor = new("bitwise_left_shift_", "Tensor"),
            _bitwise_right_shift_Tensor = new("bitwise_right_shift", "Tensor"), _bitwise_right_shift__Tensor = new("bitwise_right_shift_", "Tensor"),
            _logical_not = new("logical_not"), _logical_not_ = new("logical_not_"), _bitwise_not = new("bitwise_not"), _bitwise_not_ = new("bitwise_not_");
    }

    public static Tensor equal(Tensor tensor, Tensor target) => tensor.equal(target);
    public static Tensor eq(Tensor left, Tensor right) => left.eq(right);
    public static Tensor ne(Tensor left, Tensor right) => left.ne(right);
    public static Tensor ge(Tensor left, Tensor right) => left.ge(right);
    public static Tensor gt(Tensor left, Tensor right) => left.gt(right);
    public static Tensor le(Tensor left, Tensor right) => left.le(right);
    public static Tensor lt(Tensor left, Tensor right) => left.lt(right);
    public static Tensor greater(Tensor tensor, Tensor target) => tensor.greater(target);
    public static Tensor greater_equal(Tensor tensor, Tensor target) => tensor.greater_equal(target);
    public static Tensor less(Tensor tensor, Tensor target) => tensor.less(target);
    public static Tensor less_equal(Tensor tensor, Tensor target) => tensor.less_equal(target);
    public static Tensor not_equal(Tensor tensor, Tensor target) => tensor.not_equal(target);
    public static Tensor isclose(Tensor tensor, Tensor other, double rtol = 1e-05, double atol = 1e-08, bool nanEqual = false) =>
        tensor.isclose(other, rtol, atol, nanEqual);
    public static bool allclose(Tensor tensor, Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) =>
        tensor.allclose(target, rtol, atol, equal_nan);
    public static Tensor isnan(Tensor input) => input.isnan();
    public static Tensor isinf(Tensor tensor) => tensor.isinf();
    public static Tensor isfinite(Tensor tensor) => tensor.isfinite();
    public static Tensor isposinf(Tensor tensor) => tensor.isposinf();
    public static Tensor isneginf(Tensor tensor) => tensor.isneginf();
    public static Tensor isreal(Tensor tensor) => tensor.isreal();
    public static Tensor isin(Tensor tensor, Tensor test_elements, bool assumeUnique = false, bool invert = false) =>
        tensor.isin(test_elements, assumeUnique, invert);
    public static Tensor logical_and(Tensor left, Tensor right) => left.logical_and(right);
    public static Tensor logical_and_(Tensor left, Tensor right) => left.logical_and_(right);
    public static Tensor logical_or(Tensor left, Tensor right) => left.logical_or(right);
    public static Tensor logical_or_(Tensor left, Tensor right) => left.logical_or_(right);
    public static Tensor logical_xor(Tensor left, Tensor right) => left.logical_xor(right);
    public static Tensor logical_xor_(Tensor left, Tensor right) => left.logical_xor_(right);
    public static Tensor bitwise_and(Tensor left, Tensor right) => left.bitwise_and(right);
    public static Tensor bitwise_and_(Tensor left, Tensor right) => left.bitwise_and_(right);
    public static Tensor bitwise_or(Tensor left, Tensor right) => left.bitwise_or(right);
    public static Tensor bitwise_or_(Tensor left, Tensor right) => left.bitwise_or_(right);
    public static Tensor bitwise_xor(Tensor left, Tensor right) => left.bitwise_xor(right);
    public static Tensor bitwise_xor_(Tensor left, Tensor right) => left.bitwise_xor_(right);
    public static Tensor bitwise_left_shift(Tensor left, Tensor right) => left.bitwise_left_shift(right);
    public static Tensor bitwise_left_shift_(Tensor left, Tensor right) => left.bitwise_left_shift_(right);
    public static Tensor bitwise_right_shift(Tensor left, Tensor right) => left.bitwise_right_shift(right);
    public static Tensor bitwise_right_shift_(Tensor left, Tensor right) => left.bitwise_right_shift_(right);
    public static Tensor logical_not(Tensor input) => input.logical_not();
    public static Tensor bitwise_not(Tensor input) => input.bitwise_not();
    public static Tensor bitwise_not_(Tensor input) => input.bitwise_not_();
}
