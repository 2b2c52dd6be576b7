namespace GenerativeVI.Networks;

/// <summary>From z to ½ log (mean square) of each of its groups: what z says about scales that its groups share. It has no parameters.</summary>
public sealed class GroupLogScales : nn.Module<Tensor, Tensor>
{
    private readonly long[] sizes;

    /// <summary>Features of groups.</summary>
    /// <param name="sizes">The elements of every group, side by side in z.</param>
    public GroupLogScales(IReadOnlyList<long> sizes)
        : base(nameof(GroupLogScales)) => this.sizes = [.. sizes];

    /// <summary>The logarithms.</summary>
    /// <param name="input">z, [..., D], no group of it all zeros.</param>
    /// <returns>[..., G].</returns>
    public override Tensor forward(Tensor input) => stack([.. input.square().split(sizes, -1).Select(group => group.mean([-1L]))], -1).log() / 2;
}
