namespace TorchSharp.Modules;

using static TorchSharp.torch;

/// <summary>
/// What an optimizer remembers of one parameter. The optimizers of this library declare it as public fields, and everything else follows from those.
/// </summary>
public abstract class OptimizerState
{
    protected Parameter _parameter;

    protected OptimizerState(Parameter parameter) => _parameter = parameter;

    private protected virtual StateFields Fields => StateFields.None;

    public abstract void Initialize(OptimizerOptions options);
    public virtual void SaveStateDict(BinaryWriter writer) => Fields.Save(this, writer);
    public virtual void LoadStateDict(BinaryReader reader) => Fields.Load(this, reader, _parameter.device);
    public virtual void LoadStateDict(OptimizerState source) => Fields.Copy(source, this, _parameter.device);
    public virtual bool ApproximatelyEquals(OptimizerState other) => Fields != StateFields.None && other.GetType() == GetType() && Fields.Close(this, other);
    public virtual void to(Device device) => Fields.Copy(this, this, device);

    private protected void Release() => Fields.Dispose(this);

    private protected Tensor Zeros() => zeros_like(_parameter).DetachFromDisposeScope();

    protected static void SaveConditionalStateTensor(BinaryWriter writer, Tensor? tensor)
    {
        writer.Write(tensor is not null);
        tensor?.Save(writer);
    }

    protected static void LoadConditionalStateTensor(BinaryReader reader, ref Tensor? result, Device device)
    {
        result?.Dispose();
        result = reader.ReadBoolean() ? StateFields.Kept(TensorExtensionMethods.Load(reader), device) : null;
    }

    internal static void SaveConditional(BinaryWriter writer, Tensor? tensor) => SaveConditionalStateTensor(writer, tensor);

    internal static Tensor? LoadConditional(BinaryReader reader, Tensor? old, Device device)
    {
        LoadConditionalStateTensor(reader, ref old, device);
        return old;
    }
}

/// <summary>The options of a group; what is null there is taken from the optimizer.</summary>
public class OptimizerOptions
{
    public double? LearningRate { get; set; }
    public double InitialLearningRate { get; set; }

    private protected virtual StateFields Fields => StateFields.None;

    public virtual void SaveStateDict(BinaryWriter writer)
    {
        writer.Write(InitialLearningRate);
        writer.Write(LearningRate!.Value);
        Fields.Save(this, writer);
    }

    public virtual void LoadStateDict(BinaryReader reader)
    {
        InitialLearningRate = reader.ReadDouble();
        LearningRate = reader.ReadDouble();
        Fields.Load(this, reader, CPU);
    }

    public virtual void LoadStateDict(OptimizerOptions source)
    {
        (InitialLearningRate, LearningRate) = (source.InitialLearningRate, source.LearningRate);
        Fields.Copy(source, this, CPU);
    }

    internal void FillFrom(OptimizerOptions defaults)
    {
        LearningRate ??= defaults.LearningRate;
        Fields.Fill(this, defaults);
    }

    internal void Check(string optimizer) => Fields.Check(this, optimizer);
}

public class ParamGroup : optim.ILearningRateController
{
    public IEnumerable<Parameter> Parameters { get; set; } = [];
    public OptimizerOptions Options { get; set; } = null!;
    public double LearningRate { get => Options.LearningRate!.Value; set => Options.LearningRate = value; }
    public double InitialLearningRate { get => Options.InitialLearningRate; set => Options.InitialLearningRate = value; }
}

public class ParamGroup<TOptions> : ParamGroup where TOptions : OptimizerOptions
{
    public ParamGroup() { }

    public ParamGroup(IEnumerable<Parameter> parameters, TOptions? options = null)
    {
        Parameters = parameters;
        base.Options = options!;
    }

    public new TOptions Options { get => (TOptions)base.Options; set => base.Options = value; }
}
