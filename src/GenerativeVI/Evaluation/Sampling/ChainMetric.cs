namespace GenerativeVI.Evaluation;

/// <summary>
/// The estimate L Lᵀ of the covariance that momenta are whitened by: diagonal or full. What a window says is drawn a
/// little towards 10⁻³ I, as Stan
/// does: (n Σ̂ + 5 · 10⁻³ I)/(n + 5).
/// </summary>
internal sealed class ChainMetric
{
    private const double Prior = 5, Small = 1e-3;

    private readonly int dimension;
    private readonly bool isDense;
    private readonly double[] mean, step;
    private readonly double[] factor; // L by rows, or its diagonal
    private readonly double[] products; // sums of products of offsets, or of squares
    private int count;

    public ChainMetric(int dimension, bool isDense)
    {
        (this.dimension, this.isDense, mean, step) = (dimension, isDense, new double[dimension], new double[dimension]);
        var size = isDense ? dimension * dimension : dimension;
        (factor, products) = (new double[size], new double[size]);
        for (var d = 0; d < dimension; d++) factor[Diagonal(d)] = 1;
    }

    /// <summary>p ← p + h Lᵀ g.</summary>
    public void Kick(double[] gradient, double[] momentum, double length)
    {
        if (!isDense)
        {
            for (var d = 0; d < dimension; d++) momentum[d] += length * factor[d] * gradient[d];
            return;
        }
        for (var row = 0; row < dimension; row++)
        {
            var weight = length * gradient[row];
            for (var column = 0; column <= row; column++) momentum[column] += factor[row * dimension + column] * weight;
        }
    }

    /// <summary>z ← z + h L p.</summary>
    public void Drift(double[] momentum, double[] value, double length)
    {
        if (!isDense)
        {
            for (var d = 0; d < dimension; d++) value[d] += length * factor[d] * momentum[d];
            return;
        }
        for (var row = 0; row < dimension; row++)
        {
            var sum = 0.0;
            for (var column = 0; column <= row; column++) sum += factor[row * dimension + column] * momentum[column];
            value[row] += length * sum;
        }
    }

    /// <summary>Takes a draw into the window (Welford's sums).</summary>
    public void Add(double[] value)
    {
        count++;
        for (var d = 0; d < dimension; d++) step[d] = value[d] - mean[d];
        for (var d = 0; d < dimension; d++) mean[d] += step[d] / count;
        for (var d = 0; d < dimension; d++)
        {
            var rest = value[d] - mean[d];
            if (!isDense) products[d] += step[d] * rest;
            else for (var other = 0; other <= d; other++) products[d * dimension + other] += step[other] * rest;
        }
    }

    /// <summary>Ends the window: its covariance is the metric from now on.</summary>
    public void Adopt()
    {
        if (count > 1)
        {
            var share = count / (count + Prior);
            for (var i = 0; i < products.Length; i++) products[i] *= share / (count - 1);
            for (var d = 0; d < dimension; d++) products[Diagonal(d)] += Small * (1 - share);
            if (isDense) Factorize();
            else for (var d = 0; d < dimension; d++) factor[d] = Math.Sqrt(products[d]);
        }
        Array.Clear(mean);
        Array.Clear(products);
        count = 0;
    }

    // Cholesky, row by row: what is a covariance and 10⁻³ I has a factor.
    private void Factorize()
    {
        for (var row = 0; row < dimension; row++)
        {
            for (var column = 0; column <= row; column++)
            {
                var sum = products[row * dimension + column];
                for (var k = 0; k < column; k++) sum -= factor[row * dimension + k] * factor[column * dimension + k];
                factor[row * dimension + column] = row == column ? Math.Sqrt(Math.Max(sum, double.Epsilon))
                    : sum / factor[column * dimension + column];
            }
        }
    }

    private int Diagonal(int d) => isDense ? d * dimension + d : d;
}
