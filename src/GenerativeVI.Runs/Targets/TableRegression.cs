using GenerativeVI.Data;
using GenerativeVI.Models;

namespace GenerativeVI;

/// <summary>Logistic regressions of tables.</summary>
public static class TableRegression
{
    extension(LogisticRegression)
    {
        /// <summary>The regression of a table's rows on its standardized inputs and a bias, which is the last
        /// weight.</summary>
        /// <param name="rows">Rows of two classes.</param>
        /// <param name="precision">τ above 0.</param>
        /// <exception cref="ArgumentException">The target is a number, or there are more than two classes.</exception>
        public static LogisticRegression Of(EncodedTable rows, double precision = 0.01)
        {
            using var scope = NewDisposeScope();
            return new LogisticRegression(
                LogisticRegression.WithBias(rows.Inputs),
                rows.Labels ?? throw new ArgumentException("rows: expected classes to tell apart, got numbers.", nameof(rows)),
                precision);
        }
    }
}
