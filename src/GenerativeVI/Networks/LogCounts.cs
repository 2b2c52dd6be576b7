namespace GenerativeVI.Networks;

/// <summary>A network of counts that sees log(1 + x): their ratios matter, and some are thousands of others.</summary>
public sealed class LogCounts : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> inner;

    /// <summary>A network behind a logarithm.</summary>
    /// <param name="inner">From [..., D]; owned from now on.</param>
    public LogCounts(nn.Module<Tensor, Tensor> inner)
        : base(nameof(LogCounts))
    {
        this.inner = inner;
        RegisterComponents();
    }

    /// <summary>inner(log(1 + x)).</summary>
    /// <param name="input">x ≥ 0, [..., D].</param>
    public override Tensor forward(Tensor input) => inner.call(input.log1p());
}
