using GenerativeVI.Evaluation;

namespace GenerativeVI.Tests.Evaluation;

public sealed class TemperaturesTests
{
    public static TheoryData<string> Kinds => ["linear", "sigmoid", "geometric"];

    [Theory, MemberData(nameof(Kinds))]
    public void Schedules_RiseFromZeroToOne(string kind)
    {
        foreach (var steps in new[] { 1, 2, 3, 10, 1000 })
        {
            var values = Of(kind, steps).Values;
            Assert.Equal((steps + 1, 0.0, 1.0), (values.Count, values[0], values[^1]));
            Assert.All(values.Zip(values.Skip(1)), pair => Assert.True(pair.First < pair.Second));
        }
    }

    [Fact]
    public void Schedules_AreTheirFormulas()
    {
        Assert.Equal(0.3, Temperatures.Linear(10).Values[3], 1e-15);
        Assert.Equal(0.5, Temperatures.Sigmoid(10).Values[5], 1e-15);
        Assert.Equal(1 - Temperatures.Sigmoid(10).Values[2], Temperatures.Sigmoid(10).Values[8], 1e-15);
        var geometric = Temperatures.Geometric(4, 0.001).Values;
        Assert.Equal(0.001, geometric[1], 1e-15);
        Assert.Equal(10, geometric[2] / geometric[1], 1e-9);
        Assert.Equal(10, geometric[4] / geometric[3], 1e-9);
    }

    [Fact]
    public void WhatDoesNotRise_IsRefused()
    {
        Assert.Contains("rising", Assert.Throws<ArgumentException>(() => new Temperatures([0, 0.5, 0.5, 1])).Message);
        Assert.Contains("from 0 to 1", Assert.Throws<ArgumentException>(() => new Temperatures([0.1, 1])).Message);
        Assert.Contains("at least 1 step", Assert.Throws<ArgumentOutOfRangeException>(() => Temperatures.Linear(0)).Message);
        Assert.Contains("smallest", Assert.Throws<ArgumentOutOfRangeException>(() => Temperatures.Geometric(3, 1)).Message);
    }

    private static Temperatures Of(string kind, int steps) => kind switch
    {
        "linear" => Temperatures.Linear(steps),
        "sigmoid" => Temperatures.Sigmoid(steps),
        _ => Temperatures.Geometric(steps),
    };
}
