export const trainerFaults = [];
