namespace GenerativeVI.Formats;

/// <summary>torch's typed storage as a pickle names it: "torch.FloatStorage".</summary>
internal sealed record PickledStorageType(ScalarType Type);

/// <summary>A storage that lies beside the pickle, in the entry data/Key.</summary>
internal sealed record PickledStorage(string Key, ScalarType Type, long Count);

/// <summary>A tensor as a pickle describes it: a window on a storage, whose elements may stand there with the other sign. Nothing is allocated for it yet.</summary>
internal sealed record PickledTensor(PickledStorage Storage, long Offset, long[] Shape, long[] Strides, bool IsNegated = false);

/// <summary>A function that a pickle may call, by its name.</summary>
internal sealed record PickledFunction(string Name);
