"""What files really are: types, archives, programs, tags, pictures."""
