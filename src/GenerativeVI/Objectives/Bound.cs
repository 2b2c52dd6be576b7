using GenerativeVI.Gradients;
using GenerativeVI.Ratios;

namespace GenerativeVI.Objectives;

/// <summary>An objective's value on a batch: the honest number and what is differentiated, never confused.</summary>
/// <param name="PerDatum">The number of every row, [B] in nats, without a gradient; null where a method has none, and then nothing is printed.</param>
/// <param name="Surrogate">What is maximized: a scalar, or one number a row, [B], of which a trainer takes the mean. Annealing changes it and never the number.</param>
/// <param name="Guarantee">What the number is of log p(x).</param>
/// <param name="Terms">The parts it was made of; null where there are none to tell apart.</param>
public sealed record Bound(Tensor? PerDatum, Tensor Surrogate, Guarantee Guarantee, LogTerms? Terms = null);
