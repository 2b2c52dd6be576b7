using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Tests.NN;

public class UtilsTests
{
    private static Parameter With(params double[] gradient)
    {
        var parameter = new Parameter(zeros(gradient.Length, dtype: float64));
        (parameter * Numbers.Of(gradient)).sum().backward();
        return parameter;
    }

    [Fact]
    public void ClipGradNorm_ScalesAllGradientsTogether()
    {
        Parameter[] parameters = [With(3, 0), With(4), new(ones(1))];
        Assert.Equal(5, nn.utils.clip_grad_norm_(parameters, 10));
        Numbers.Close([3, 0], parameters[0].grad!);
        Assert.Equal(5, nn.utils.clip_grad_norm_(parameters, 1));
        Numbers.Close([3 / (5 + 1e-6), 0], parameters[0].grad!);
        Numbers.Close([4 / (5 + 1e-6)], parameters[1].grad!);
        Assert.Null(parameters[2].grad);
    }

    [Fact]
    public void ClipGradNorm_KnowsOtherNorms()
    {
        Assert.Equal(7, nn.utils.clip_grad_norm_([With(3, 0), With(-4)], 100, 1));
        Assert.Equal(4, nn.utils.clip_grad_norm_([With(3, 0), With(-4)], 100, double.PositiveInfinity));
        Assert.Equal(0, nn.utils.clip_grad_norm_([new(ones(1))], 1));
    }

    [Fact]
    public void ClipGradValue_ClampsEachElement()
    {
        var parameter = With(3, -4, 0.5);
        nn.utils.clip_grad_value_([parameter], 1);
        Numbers.Close([1, -1, 0.5], parameter.grad!);
    }

    [Fact]
    public void ParametersAndTheirVector_GoBackAndForth()
    {
        Parameter[] parameters = [new(Numbers.Of([1, 2, 3, 4], 2, 2)), new(Numbers.Of([5]))];
        var vector = nn.utils.parameters_to_vector(parameters);
        Numbers.Close([1, 2, 3, 4, 5], vector);
        vector.square().sum().backward();
        Numbers.Close([2, 4, 6, 8], parameters[0].grad!.reshape(-1));
        nn.utils.vector_to_parameters(vector.detach() * 2, parameters);
        Numbers.Close([2, 4, 6, 8], parameters[0].reshape(-1));
        Numbers.Close([10], parameters[1]);
        Assert.True(parameters[0].is_leaf);
    }
}
