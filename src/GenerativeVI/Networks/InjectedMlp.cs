using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>
/// A multilayer perceptron of x into which a second vector e = (e₁, …, e_L) enters at chosen depths: h_l = a(W_l h_{l−1} + V_l e_l + b_l) with h₀ = x. With e = ε, noise, it is a noise
/// network, by its input or by several depths; with e = ψ or z it is the network of a kernel q(z|ψ, x) or of a reverse model r(ψ|z, x).
/// </summary>
/// <remarks>
/// Every layer is that of the concatenation (h_{l−1}, e_l), with the product taken in two parts. What depends on x alone is therefore computed once for each x, however many e there
/// are for it: K draws cost K products of the injected width, and nothing before the depth where the first is injected.
/// </remarks>
public sealed class InjectedMlp : nn.Module<Tensor, Tensor?, Tensor>
{
    private readonly TorchSharp.Modules.ModuleList<Linear> layers;
    private readonly Activation activation;
    private readonly long[] widths;

    /// <summary>A network of x and e to its last hidden layer.</summary>
    /// <param name="inputs">The width of x; 0 where there is no x.</param>
    /// <param name="hidden">The widths of the hidden layers, at least one.</param>
    /// <param name="injected">The widths of e₁, …, e_L, a 0 where nothing enters; layers beyond the list get nothing.</param>
    /// <param name="activation">The nonlinearity after every layer.</param>
    /// <param name="random">The stream of the first weights.</param>
    /// <param name="dtype">The type of the weights; float32 by default.</param>
    /// <exception cref="ArgumentException">There are more injections than layers, none at all, or the first layer has no input.</exception>
    public InjectedMlp(
        long inputs, IReadOnlyList<int> hidden, IReadOnlyList<int> injected, Activation activation, RandomStream random, ScalarType dtype = ScalarType.Float32)
        : base(nameof(InjectedMlp))
    {
        if (hidden.Count == 0 || injected.Count > hidden.Count || injected.Any(width => width < 0) || injected.Sum() == 0)
            throw new ArgumentException($"injected: expected one width at most for each of the {hidden.Count} layers and one above 0, got [{string.Join(", ", injected)}].");
        if (inputs + injected[0] < 1) throw new ArgumentException("injected: without an input x the first layer needs an injection; got width 0 for both.");
        this.activation = activation;
        (Inputs, Outputs) = (inputs, hidden[^1]);
        widths = [.. hidden.Select((_, l) => l < injected.Count ? injected[l] : 0L)];
        layers = new TorchSharp.Modules.ModuleList<Linear>(
            [.. hidden.Select((width, l) => Initialization.Hidden((l == 0 ? inputs : hidden[l - 1]) + widths[l], width, activation, hidden.Count, random, dtype))]);
        RegisterComponents();
    }

    /// <summary>The width of x; 0 without one.</summary>
    public long Inputs { get; }

    /// <summary>The width of e, all its parts together.</summary>
    public long Injected => widths.Sum();

    /// <summary>The width of the last layer.</summary>
    public long Outputs { get; }

    /// <summary>The type of the weights.</summary>
    public ScalarType Type => layers[0].weight!.dtype;

    /// <summary>The last hidden layer.</summary>
    /// <param name="injected">e, [..., E], its parts side by side.</param>
    /// <param name="input">x, [..., B, D], broadcast against e; null where the network has no x.</param>
    /// <returns>[..., H].</returns>
    public override Tensor forward(Tensor injected, Tensor? input) => Given(input)(injected);

    /// <summary>The last hidden layer as a function of e, with what x alone decides computed now and once, however often the function is called. It is valid until the parameters change.</summary>
    /// <param name="input">x, [..., B, D], broadcast against every e; null where the network has no x.</param>
    public Func<Tensor, Tensor> Given(Tensor? input)
    {
        if (Inputs > 0) Shapes.Require(input ?? throw new ArgumentException($"input: expected [..., {Inputs}], got none."), nameof(input), "...", Inputs);
        var first = Array.FindIndex(widths, width => width > 0);
        var below = Inputs > 0 ? layers.Take(first).Aggregate(input!, (hidden, layer) => layer.At(Precision.Full, hidden, activation)) : null;
        var shared = below is null ? null : Shared(first, below);
        return injected =>
        {
            Shapes.Require(injected, nameof(injected), "...", Injected);
            var hidden = Layer(first, shared, injected.narrow(-1, 0, widths[first]));
            var start = widths[first];
            for (var l = first + 1; l < widths.Length; l++)
            {
                hidden = widths[l] > 0 ? Layer(l, Shared(l, hidden), injected.narrow(-1, start, widths[l])) : layers[l].At(Precision.Full, hidden, activation);
                start += widths[l];
            }
            return hidden;
        };
    }

    // W h + b of the layer of (h, e).
    private Tensor Shared(int layer, Tensor hidden) =>
        nn.functional.linear(hidden, layers[layer].weight!.narrow(1, 0, hidden.shape[^1]), layers[layer].bias!);

    // a(W h + b + V e): two products, each over the rows that its factor has.
    private Tensor Layer(int layer, Tensor? shared, Tensor part)
    {
        if (shared is null) return layers[layer].At(Precision.Full, part, activation);
        var own = layers[layer].weight!.narrow(1, layers[layer].weight!.shape[1] - part.shape[^1], part.shape[^1]);
        return activation == Activation.Tanh ? TanhLayer.Of(part, own, shared) : activation.ApplyTo(shared + part.Product(own.t()));
    }
}
