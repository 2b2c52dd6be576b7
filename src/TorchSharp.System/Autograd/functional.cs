namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        public static class functional
        {
            public static Tensor jacobian(Func<Tensor, Tensor> function, Tensor inputs) => Jacobians(function(inputs), [inputs]).Single();
            public static IEnumerable<Tensor> jacobian(Func<Tensor, Tensor[]> function, Tensor inputs) =>
                [.. function(inputs).SelectMany(output => Jacobians(output, [inputs]))];
            public static IEnumerable<Tensor> jacobian(Func<Tensor[], Tensor> function, params Tensor[] inputs) => Jacobians(function(inputs), inputs);
            public static IEnumerable<Tensor> jacobian(Func<Tensor[], Tensor[]> function, params Tensor[] inputs) =>
                [.. function(inputs).SelectMany(output => Jacobians(output, inputs))];

            /// <summary>One tensor of shape [output…, input…] for each input: a backward pass for each number of the output.</summary>
            private static IEnumerable<Tensor> Jacobians(Tensor output, Tensor[] inputs)
            {
                var flat = output.reshape(-1);
                var rows = new List<Tensor>[inputs.Length];
                for (var i = 0; i < inputs.Length; i++) rows[i] = [];
                for (var o = 0L; o < flat.numel(); o++)
                {
                    var gradients = grad([flat[o]], inputs, retain_graph: true, allow_unused: true);
                    for (var i = 0; i < inputs.Length; i++) rows[i].Add(gradients[i] ?? zeros_like(inputs[i]));
                }
                return [.. rows.Select((row, i) => stack(row).reshape([.. output.shape, .. inputs[i].shape]))];
            }
        }
    }
}
