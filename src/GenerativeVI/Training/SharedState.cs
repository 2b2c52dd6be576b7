using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GenerativeVI.Tensors;

namespace GenerativeVI.Training;

/// <summary>Keeps the ranks of a training at one state: parameters, buffers and the place in the training.</summary>
public static class SharedState
{
    /// <summary>Gives all ranks the first one's parameters and buffers, once it is sure that they are of one training.</summary>
    /// <param name="communicator">The ranks; nothing is done where there is one.</param>
    /// <param name="model">Theirs.</param>
    /// <param name="state">Where the training stands.</param>
    /// <exception cref="ArgumentException">They stand at different steps or have different tensors; the sentence names the
    /// first rank that differs and how.</exception>
    public static void Begin(Communicator communicator, nn.Module model, TrainerState state)
    {
        if (!communicator.IsShared) return;
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var tensors = model.state_dict();
        var shapes = string.Join("; ", tensors.Select(entry => $"{entry.Key} {entry.Value.dtype} "
            + $"{Shapes.Text(entry.Value.shape)}"));
        RequireSame(communicator, "step", $"{state.Step}");
        RequireSame(communicator, "model", shapes);
        RequireSame(communicator, "streams", JsonSerializer.Serialize(state.Streams));
        foreach (var tensor in tensors.Values)
        {
            var copy = tensor.detach().cpu().contiguous();
            TensorBytes.Visit(copy, bytes => communicator.Broadcast(bytes));
            if (!communicator.IsFirst) tensor.copy_(copy);
        }
    }

    /// <summary>Makes sure that all ranks have the same parameters and buffers, to the last bit.</summary>
    /// <param name="communicator">The ranks; nothing is done where there is one.</param>
    /// <param name="model">Theirs.</param>
    /// <param name="step">The step that was made last, for the sentence.</param>
    /// <exception cref="InvalidOperationException">One has not; the sentence names it.</exception>
    public static void Check(Communicator communicator, nn.Module model, long step)
    {
        if (!communicator.IsShared) return;
        using var scope = NewDisposeScope();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var tensor in model.state_dict().Values)
            TensorBytes.Visit(tensor.detach().cpu().contiguous(), bytes => hash.AppendData(bytes));
        var all = communicator.Gather(hash.GetCurrentHash());
        for (var rank = 1; rank < all.Count; rank++)
        {
            if (!all[rank].AsSpan().SequenceEqual(all[0]))
            {
                throw new InvalidOperationException(
                    $"after step {step} the weights of rank {rank} are not those of rank 0: their processors or "
                        + $"libraries compute differently; run all ranks on machines of one kind, or resume with "
                        + $"fewer.");
            }
        }
    }

    /// <summary>Makes sure that all ranks say the same.</summary>
    /// <param name="communicator">The ranks.</param>
    /// <param name="what">What it is about, for the sentence.</param>
    /// <param name="here">What this rank says.</param>
    /// <exception cref="ArgumentException">One does not; the sentence shows both.</exception>
    public static void RequireSame(Communicator communicator, string what, string here)
    {
        var all = communicator.Gather(Encoding.UTF8.GetBytes(here));
        var first = Encoding.UTF8.GetString(all[0]);
        for (var rank = 1; rank < all.Count; rank++)
        {
            var other = Encoding.UTF8.GetString(all[rank]);
            if (other != first) throw new ArgumentException($"{what}: rank {rank} has {Around(other, first)}, and "
                + $"rank 0 has {Around(first, other)}; start every rank with the same.");
        }
    }

    // The piece of a long text where it begins to differ.
    private static string Around(string text, string other)
    {
        const int most = 60;
        var same = text.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count();
        var start = Math.Max(0, same - most / 3);
        var piece = text[start..Math.Min(text.Length, start + most)];
        return $"{(start > 0 ? "…" : "")}{piece}{(start + most < text.Length ? "…" : "")}";
    }
}
