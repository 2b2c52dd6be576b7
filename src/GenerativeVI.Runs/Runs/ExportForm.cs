namespace GenerativeVI;

/// <summary>The forms in which a model leaves for other programs.</summary>
public enum ExportForm
{
    /// <summary>All weights under torch's names, for every deep-learning framework.</summary>
    SafeTensors,

    /// <summary>All weights in TorchSharp's own form, for <c>Module.load</c>.</summary>
    TorchSharp,

    /// <summary>Encoder and decoder as ONNX graphs, which run without this library.</summary>
    Onnx,
}
