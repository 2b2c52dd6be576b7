namespace GenerativeVI.Tensors;

/// <summary>
/// A named, seeded source of random tensors. A stream is (seed, name, counter): every draw seeds torch's generator anew from a hash of the three and advances the counter,
/// so that the same seed gives the same run whatever else is drawn from other streams, and a stream's whole state is one integer.
/// </summary>
/// <remarks>
/// Streams form a tree: <see cref="Split"/> returns the child of that name, always the same object, and draws from a child leave its parent and siblings where they were.
/// Two threads may draw from two streams, but not from one. libtorch's CPU generator takes 32 bits of a seed, so among n draws of one run about n²/2³³ pairs share their noise.
/// </remarks>
public sealed class RandomStream
{
    private readonly Dictionary<string, RandomStream> children = [];
    private readonly Tree tree;

    // Every draw seeds it anew, so that one serves all streams of a thread.
    [ThreadStatic]
    private static Generator? generator;

    /// <summary>The root of a tree of streams.</summary>
    /// <param name="seed">Any integer; the same seed gives the same draws on the same kind of device.</param>
    /// <param name="device">Where tensors are drawn; the CPU when null.</param>
    public RandomStream(long seed, Device? device = null)
        : this(seed, "", device ?? CPU, new Tree())
    {
    }

    private RandomStream(long seed, string name, Device device, Tree tree) =>
        (Seed, Name, Device, this.tree) = (seed, name, device, tree);

    /// <summary>The seed of the tree.</summary>
    public long Seed { get; }

    /// <summary>The path of names from the root, joined by '/'; empty at the root.</summary>
    public string Name { get; }

    /// <summary>Where tensors are drawn.</summary>
    public Device Device { get; }

    /// <summary>How many draws this stream has made. Setting it puts the stream back to that draw.</summary>
    public long Counter { get; set; }

    /// <summary>The child stream of that name: the same object every time, independent of this stream and of every other child.</summary>
    /// <param name="name">Not empty, without '/'.</param>
    /// <exception cref="ArgumentException">The name is empty or holds '/'.</exception>
    public RandomStream Split(string name)
    {
        if (string.IsNullOrEmpty(name) || name.Contains('/')) throw new ArgumentException($"a stream's name is not empty and has no '/': got \"{name}\".", nameof(name));
        if (!children.TryGetValue(name, out var child))
            children[name] = child = new RandomStream(Seed, Name.Length == 0 ? name : $"{Name}/{name}", Device, tree);
        return child;
    }

    /// <summary>Independent draws of N(0, 1).</summary>
    /// <param name="shape">The shape of the result.</param>
    /// <param name="dtype">A floating-point type; float32 by default.</param>
    public Tensor Normal(ReadOnlySpan<long> shape, ScalarType dtype = ScalarType.Float32) =>
        RowsOf(shape) is { } rows ? rows.Own(WholeNormal(rows.Whole(shape), dtype)) : WholeNormal(shape, dtype);

    private Tensor WholeNormal(ReadOnlySpan<long> shape, ScalarType dtype)
    {
        if (Device.type != DeviceType.CPU || dtype != ScalarType.Float32) return randn(shape, dtype: dtype, device: Device, generator: Next());
        var draws = empty(shape, dtype: dtype, device: Device);
        if (draws.NumberOfElements < NormalDraws.Least || !FloatSpans.Fits(draws)) return draws.normal_(0, 1, Next());
        NormalDraws.Fill(FloatSpans.Of(draws), NextSeed());
        return draws;
    }

    /// <summary>Independent draws of U[0, 1).</summary>
    /// <param name="shape">The shape of the result.</param>
    /// <param name="dtype">A floating-point type; float32 by default.</param>
    public Tensor Uniform(ReadOnlySpan<long> shape, ScalarType dtype = ScalarType.Float32) => RowsOf(shape) is { } rows
        ? rows.Own(rand(rows.Whole(shape), dtype: dtype, device: Device, generator: Next()))
        : rand(shape, dtype: dtype, device: Device, generator: Next());

    /// <summary>Independent draws of Bernoulli(p), one for each element, in the type of <paramref name="probabilities"/>.</summary>
    /// <param name="probabilities">Any shape, floating point, values in [0, 1].</param>
    public Tensor Bernoulli(Tensor probabilities) => RowsOf(probabilities.shape) is { } rows
        ? rows.Own(bernoulli(rows.Padded(probabilities, 0.5), Next()))
        : bernoulli(probabilities, Next());

    /// <summary>Independent draws of U(0, 1) without either end, for logarithms and inverse distribution functions.</summary>
    /// <param name="shape">The shape of the result.</param>
    /// <param name="dtype">A floating-point type; float32 by default.</param>
    public Tensor OpenUniform(ReadOnlySpan<long> shape, ScalarType dtype = ScalarType.Float32) =>
        Uniform(shape, dtype).clamp_min_(Math.ScaleB(1, dtype == ScalarType.Float64 ? -54 : -25));

    /// <summary>Independent draws of Gamma(a, 1), one for each element, in its type; no gradient.</summary>
    /// <param name="concentration">a &gt; 0, any shape.</param>
    public Tensor Gamma(Tensor concentration)
    {
        RequireWhole(concentration.shape);
        return _standard_gamma(concentration, Next());
    }

    /// <summary>Independent draws of Poisson(λ), one for each element, in its type.</summary>
    /// <param name="rate">λ ≥ 0, any shape.</param>
    public Tensor Poisson(Tensor rate)
    {
        RequireWhole(rate.shape);
        return poisson(rate, Next());
    }

    /// <summary>Independent draws from the categories of every row, as int64.</summary>
    /// <param name="probabilities">[..., K], not negative, each row with a positive sum.</param>
    /// <param name="count">n, the draws of each row.</param>
    /// <returns>[n, ...].</returns>
    public Tensor Categories(Tensor probabilities, long count)
    {
        return RowsOf(probabilities.shape) is { } rows ? rows.Behind(1).Own(Drawn(rows.Padded(probabilities, 1)))
            : Drawn(probabilities);

        Tensor Drawn(Tensor all) =>
            multinomial(all.reshape(-1, all.shape[^1]), count, replacement: true,
                Next()).t().reshape([count, .. all.shape[..^1]]);
    }

    /// <summary>A uniformly random order of 0 … count − 1, as int64 of shape [count].</summary>
    /// <param name="count">At least 0.</param>
    public Tensor Permutation(long count)
    {
        RequireWhole([count]);
        // Drawn on the CPU whatever the device, so that the order of the data does not depend on where the model runs.
        var order = randperm(count, dtype: ScalarType.Int64, device: CPU, generator: NextOnCpu());
        return Device.type == DeviceType.CPU ? order : order.to(Device);
    }

    /// <summary>An integer seed for a generator that is not torch's own.</summary>
    public long NextSeed() => Key(Seed, Name, Counter++);

    /// <summary>Seeds torch's own generator, which layers that know no stream take their first weights and their noise
    /// from.</summary>
    public void SeedTorch() => manual_seed(NextSeed());

    /// <summary>The counters of this stream, under "", and of every stream split from it so far, under their paths from here: the whole state of the tree.</summary>
    public IReadOnlyDictionary<string, long> State()
    {
        var state = new SortedDictionary<string, long>(StringComparer.Ordinal);
        Collect(state, "");
        return state;
    }

    /// <summary>Puts the tree back to a state: every stream named there to its counter, every other to its start.</summary>
    /// <param name="state">From <see cref="State"/> of a stream of the same seed and name.</param>
    public void Restore(IReadOnlyDictionary<string, long> state)
    {
        Reset();
        foreach (var (path, counter) in state)
            path.Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate(this, (stream, name) => stream.Split(name)).Counter = counter;
    }

    /// <summary>Who looks at the draws of this stream's whole tree; nobody when null.</summary>
    internal IDrawWatch? Watch
    {
        get => tree.Watch;
        set => tree.Watch = value;
    }

    /// <summary>The elements of the whole batch's computation where that of the rows at hand has so many.</summary>
    internal long OfAll(long elements) => tree.Watch?.OfAll(elements) ?? elements;

    /// <summary>A tree that begins with this stream and stands where this one does, with a watch of its own.</summary>
    internal RandomStream Twin(IDrawWatch? watch)
    {
        var twin = new RandomStream(Seed, Name, Device, new Tree { Watch = watch });
        twin.Follow(this);
        return twin;
    }

    /// <summary>Goes on from where another stream of the same name stands.</summary>
    internal void Follow(RandomStream other)
    {
        Counter = other.Counter;
        foreach (var (name, child) in other.children) Split(name).Follow(child);
    }

    private RowAxis? RowsOf(ReadOnlySpan<long> shape) => tree.Watch?.RowsOf(this, shape, isByElement: true);

    // Draws by rejection take as many random words as they need, so that those of a row depend on the rows before it.
    private void RequireWhole(ReadOnlySpan<long> shape)
    {
        if (tree.Watch?.RowsOf(this, shape, isByElement: false) is not null)
            throw new InvalidOperationException($"{Name}: draws of some rows alone by rejection, which are not "
                + $"those of the whole batch.");
    }

    // TorchSharp's generators are CPU generators; on CUDA the device's own is seeded instead and none is passed.
    private Generator? Next()
    {
        if (Device.type == DeviceType.CPU) return NextOnCpu();
        cuda.manual_seed(NextSeed());
        return null;
    }

    private Generator NextOnCpu() => (generator ??= new Generator()).manual_seed(NextSeed());

    private void Collect(SortedDictionary<string, long> state, string path)
    {
        state[path] = Counter;
        foreach (var (name, child) in children) child.Collect(state, path.Length == 0 ? name : $"{path}/{name}");
    }

    private void Reset()
    {
        Counter = 0;
        foreach (var child in children.Values) child.Reset();
    }

    // FNV-1a over the name, then the finalizer of SplitMix64 over each part: well spread for consecutive counters.
    private static long Key(long seed, string name, long counter)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in name) hash = (hash ^ c) * 1099511628211UL;
        return (long)(Mix(Mix(hash ^ (ulong)seed) + (ulong)counter) >> 1);
    }

    private static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15UL;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
        return x ^ (x >> 31);
    }

    // What all streams of a tree have in common.
    private sealed class Tree
    {
        public IDrawWatch? Watch { get; set; }
    }
}
