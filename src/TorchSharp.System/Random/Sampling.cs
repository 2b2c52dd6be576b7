namespace TorchSharp;

public static partial class torch
{
    // Draws from distributions. A null generator is the default one of the device.

    public partial class Tensor
    {
        public Tensor bernoulli(Generator? generator = null) => _bernoulli.One(this, generator);
        public Tensor bernoulli_(double p = 0.5, Generator? generator = null) => _bernoulli__float.In(this, p, generator);
        public Tensor bernoulli_(Tensor p, Generator? generator = null) => _bernoulli__Tensor.In(this, p, generator);
        public Tensor normal_(double mean = 0, double std = 1, Generator? generator = null) => _normal_.In(this, mean, std, generator);
        public Tensor uniform_(double from, double to, Generator? generator = null) => _uniform_.In(this, @from, to, generator);
        public Tensor exponential_(double lambda = 1, Generator? generator = null) => _exponential_.In(this, lambda, generator);
        public Tensor cauchy_(double median = 0, double sigma = 1, Generator? generator = null) => _cauchy_.In(this, median, sigma, generator);
        public Tensor log_normal_(double mean = 0, double std = 1, Generator? generator = null) => _log_normal_.In(this, mean, std, generator);
        public Tensor geometric_(double p, Generator? generator = null) => _geometric_.In(this, p, generator);
        public Tensor random_(double from, double to, Generator? generator = null) => _random__from.In(this, (long)@from, (long)to, generator);
        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null) =>
            _multinomial.One(this, num_samples, replacement, generator);
        public Tensor poisson(Generator? generator = null) => _poisson.One(this, generator);
        public Tensor binomial(Tensor prob, Generator? generator = null) => _binomial.One(this, prob, generator);

        private static readonly Op _bernoulli = new("bernoulli"), _bernoulli__float = new("bernoulli_", "float"),
            _bernoulli__Tensor = new("bernoulli_", "Tensor"), _normal_ = new("normal_"), _uniform_ = new("uniform_"), _exponential_ = new("exponential_"),
            _cauchy_ = new("cauchy_"), _log_normal_ = new("log_normal_"), _geometric_ = new("geometric_"), _random__from = new("random_", "from"),
            _multinomial = new("multinomial"), _poisson = new("poisson"), _binomial = new("binomial");
    }

    public static Tensor binomial(Tensor count, Tensor probs, Generator? generator = null) => count.binomial(probs, generator);
    public static Tensor _standard_gamma(Tensor input, Generator? generator = null) => __standard_gamma.One(input, generator);
    public static Tensor _sample_dirichlet(Tensor input, Generator? generator = null) => __sample_dirichlet.One(input, generator);
    public static Tensor normal(Tensor mean, Tensor std, Generator? generator = null) => _normal_Tensor_Tensor.One(mean, std, generator);
    public static int randint_int(int high, Generator? generator = null) => (int)randint_long(0, high, generator);
    public static int randint_int(int low, int high, Generator? generator = null) => (int)randint_long(low, high, generator);
    public static long randint_long(long high, Generator? generator = null) => randint_long(0, high, generator);
    public static double rand_float(Generator? generator = null) => Draw(rand(1, dtype: ScalarType.Float64, generator: generator));
    public static double randn_float(Generator? generator = null) => Draw(randn(1, dtype: ScalarType.Float64, generator: generator));
    public static bool randint_bool(Generator? generator = null) => randint_long(0, 2, generator) != 0;
    public static long randint_long(long low, long high, Generator? generator = null)
    {
        using var draw = randint(low, high, [1L], generator: generator);
        return draw.item<long>();
    }
    private static double Draw(Tensor draw)
    {
        using (draw) return draw.item<double>();
    }
    public static Tensor bernoulli(Tensor input, Generator? generator = null) => input.bernoulli(generator);
    public static Tensor multinomial(Tensor input, long num_samples, bool replacement = false, Generator? generator = null) =>
        input.multinomial(num_samples, replacement, generator);
    public static Tensor poisson(Tensor input, Generator? generator = null) => input.poisson(generator);

    private static readonly Op __standard_gamma = new("_standard_gamma"), __sample_dirichlet = new("_sample_dirichlet"),
        _normal_Tensor_Tensor = new("normal", "Tensor_Tensor");
}
