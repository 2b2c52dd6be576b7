using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.System.Tests.Tensors;

public class ErrorTests
{
    [Fact]
    public void A_native_error_is_one_readable_exception()
    {
        var error = Assert.ThrowsAny<ExternalException>(() => zeros(2, 3).mm(zeros(4, 5)));
        Assert.Contains("2x3 and 4x5", error.Message);
        Assert.ThrowsAny<ExternalException>(() => zeros(2).add(zeros(3)));
        Assert.ThrowsAny<ExternalException>(() => zeros(2).view(3));
    }

    [Fact]
    public void Reading_the_wrong_type_is_an_error()
    {
        Assert.ThrowsAny<Exception>(() => zeros(2).data<double>());
        Assert.ThrowsAny<Exception>(() => tensor(1.0).item<float>());
    }

    [Fact]
    public void Work_goes_on_after_an_error()
    {
        for (var i = 0; i < 100; i++) Assert.ThrowsAny<Exception>(() => zeros(2).mm(zeros(2)));
        Assert.Equal(2, ones(2).sum().item<float>());
    }

    [Fact]
    public void Devices_that_are_not_there_are_refused()
    {
        Assert.Equal(cuda.is_available(), cuda.device_count() > 0);
        Assert.ThrowsAny<Exception>(() => new Device("teapot"));
        if (!cuda.is_available()) Assert.ThrowsAny<Exception>(() => zeros(2, device: CUDA));
    }
}
