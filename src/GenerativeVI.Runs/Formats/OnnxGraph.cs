using GenerativeVI.Reporting;

namespace GenerativeVI.Formats;

/// <summary>A graph in the making: values by name, each made by one node. The numbers are the fields of onnx.proto.</summary>
internal sealed class OnnxGraph(string name, ScalarType type) : IDisposable
{
    private const int Opset = 13, IntermediateRepresentation = 7, WholeNumbers = 7;

    private readonly Message graph = new Message().Text(2, name);
    private readonly HashSet<string> weights = [];

    private int Element => type == ScalarType.Float64 ? 11 : 1;

    /// <summary>An input [batch, features]; its name.</summary>
    public string Input(string input, long features)
    {
        graph.Inner(11, Described(input, features));
        return input;
    }

    /// <summary>Makes a value an output [batch, features].</summary>
    public void Output(string output, long features) => graph.Inner(12, Described(output, features));

    /// <summary>A tensor kept in the graph; its name.</summary>
    public string Weight(string weight, Tensor value)
    {
        using var here = value.detach().to(type).cpu().contiguous();
        var tensor = new Message();
        foreach (var length in here.shape) tensor.Integer(1, length);
        return Keep(weight, tensor.Integer(2, Element).Text(8, weight).Bytes(9, here.bytes));
    }

    /// <summary>A number kept in the graph; its name.</summary>
    public string Number(string number, double value) => Weight(number, tensor(value, ScalarType.Float64));

    /// <summary>A value made by an operator; its name.</summary>
    public string Node(string operation, string result, params ReadOnlySpan<string> inputs)
    {
        graph.Inner(1, Operation(operation, inputs, result));
        return result;
    }

    /// <summary>x Wᵀ + b.</summary>
    public string Product(string result, string x, string weight, string bias)
    {
        const int integer = 2;
        graph.Inner(1, Operation("Gemm", [x, weight, bias], result).Inner(5, new Message().Text(1, "transB").Integer(3, 1).Integer(20, integer)));
        return result;
    }

    /// <summary>The two halves of [batch, 2 width].</summary>
    public (string First, string Second) Halves(string value, long width, string first, string second)
    {
        const int integer = 2;
        var lengths = $"halves_of_{width}";
        if (!weights.Contains(lengths))
        {
            using var numbers = tensor(new[] { width, width });
            Keep(lengths, new Message().Integer(1, 2).Integer(2, WholeNumbers).Text(8, lengths).Bytes(9, numbers.bytes));
        }
        graph.Inner(1, Operation("Split", [value, lengths], first, second).Inner(5, new Message().Text(1, "axis").Integer(3, 1).Integer(20, integer)));
        return (first, second);
    }

    /// <summary>The file.</summary>
    public void WriteTo(Stream stream)
    {
        using var model = new Message().Integer(1, IntermediateRepresentation).Text(2, "GenerativeVI").Inner(8, new Message().Text(1, "").Integer(2, Opset));
        stream.Write(model.Bytes(7, graph.ToSpan()).ToSpan());
    }

    public void Dispose() => graph.Dispose();

    private string Keep(string weight, Message tensor)
    {
        weights.Add(weight);
        graph.Inner(5, tensor);
        return weight;
    }

    private static Message Operation(string operation, ReadOnlySpan<string> inputs, params ReadOnlySpan<string> outputs)
    {
        var node = new Message();
        foreach (var input in inputs) node.Text(1, input);
        foreach (var output in outputs) node.Text(2, output);
        return node.Text(3, outputs[0]).Text(4, operation);
    }

    private Message Described(string value, long features)
    {
        var shape = new Message().Inner(1, new Message().Text(2, "batch")).Inner(1, new Message().Integer(1, features));
        return new Message().Text(1, value).Inner(2, new Message().Inner(1, new Message().Integer(1, Element).Inner(2, shape)));
    }
}
