/// What one launcher says of this process.
struct LaunchedProcess {
    let rank: Int
    let size: Int
    let localRank: Int
    /// Whether all the processes are known to be on one machine.
    let isOnOneMachine: Bool
    /// The variables it was read from, for messages.
    let rankName: String
    let sizeName: String

    /// `torchrun`, Kubernetes' PyTorchJob, and indexed jobs, which count their pods in a variable of their own.
    static func torch(_ variables: EnvironmentVariables) throws(TorchError) -> LaunchedProcess? {
        // An indexed job that does not say how many pods it has is not one run but many.
        let isIndexed = variables["RANK"] == nil && variables["WORLD_SIZE"] != nil
        let rankName = isIndexed && variables["JOB_COMPLETION_INDEX"] != nil ? "JOB_COMPLETION_INDEX" : "RANK"
        return try read(
            variables, rank: rankName, size: "WORLD_SIZE", local: "LOCAL_RANK", localSize: "LOCAL_WORLD_SIZE")
    }

    /// MPI's or Slurm's; MPI's first, which runs within Slurm's allocations.
    static func launcher(_ variables: EnvironmentVariables) throws(TorchError) -> LaunchedProcess? {
        if let process = try openMPI(variables) { return process }
        if let process = try hydra(variables) { return process }
        return try slurm(variables)
    }

    /// Open MPI's `mpirun`.
    private static func openMPI(_ variables: EnvironmentVariables) throws(TorchError) -> LaunchedProcess? {
        try read(
            variables, rank: "OMPI_COMM_WORLD_RANK", size: "OMPI_COMM_WORLD_SIZE", local: "OMPI_COMM_WORLD_LOCAL_RANK",
            localSize: "OMPI_COMM_WORLD_LOCAL_SIZE")
    }

    /// `mpirun` of MPICH and Intel MPI.
    private static func hydra(_ variables: EnvironmentVariables) throws(TorchError) -> LaunchedProcess? {
        // Slurm sets PMI_RANK too where it speaks MPICH's protocol, without the rest.
        guard variables["PMI_SIZE"] != nil || variables["SLURM_PROCID"] == nil else { return nil }
        return try read(
            variables, rank: "PMI_RANK", size: "PMI_SIZE", local: "MPI_LOCALRANKID", localSize: "MPI_LOCALNRANKS")
    }

    /// `srun`.
    private static func slurm(_ variables: EnvironmentVariables) throws(TorchError) -> LaunchedProcess? {
        // Within an allocation but not started by srun: the shell of salloc.
        guard variables["SLURM_PROCID"] != nil else { return nil }
        let size = variables["SLURM_STEP_NUM_TASKS"] == nil ? "SLURM_NTASKS" : "SLURM_STEP_NUM_TASKS"
        // A job without a number of tasks has one.
        guard variables[size] != nil else { return nil }
        let process = try read(
            variables, rank: "SLURM_PROCID", size: size, local: "SLURM_LOCALID", localSize: "SLURM_STEP_TASKS_PER_NODE")
        // The script of sbatch has a rank and the job's number of tasks, but is one process.
        if let process, process.size > 1, variables["SLURM_STEP_ID"] ?? variables["SLURM_STEPID"] == nil {
            throw TorchError(
                .invalidEnvironment,
                "\(size)=\(process.size), but this process is the job's script and not one of its tasks: start it with srun"
            )
        }
        return process
    }

    /// - Throws: ``TorchError`` where another launcher started at least as many processes and counts them otherwise.
    ///   Fewer are machines, on each of which somebody started several.
    func requireAgreement(with other: LaunchedProcess) throws(TorchError) {
        guard other.size > 1, other.size > size || (other.size == size && other.rank != rank) else { return }
        throw TorchError(
            .invalidEnvironment,
            "\(rankName)=\(rank) of \(sizeName)=\(size) contradicts \(other.rankName)=\(other.rank) of "
                + "\(other.sizeName)=\(other.size): unset the pair that is left over from elsewhere")
    }

    private static func read(
        _ variables: EnvironmentVariables, rank rankName: String, size sizeName: String, local: String,
        localSize: String
    ) throws(TorchError) -> LaunchedProcess? {
        guard let rank = try variables.number(rankName) else {
            guard let size = try variables.number(sizeName), size > 1 else { return nil }
            throw TorchError(
                .invalidEnvironment, "\(sizeName)=\(size), but \(rankName) is not set: set both or neither")
        }
        guard let size = try variables.number(sizeName) else {
            throw TorchError(.invalidEnvironment, "\(rankName) is set, but \(sizeName) is not: set both or neither")
        }
        let sharing = try? variables.number(localSize)
        return LaunchedProcess(
            rank: rank, size: size, localRank: try variables.number(local) ?? 0, isOnOneMachine: sharing == size,
            rankName: rankName, sizeName: sizeName)
    }
}
